/** The pretend tenant: what is in it, who may what, and what was done. */
import { AuditLog, type Initiator } from './audit-log';
import { PretendDirectory } from './directory';
import { PretendRoles } from './roles';
import { TenantEditor } from './tenant-editor';

export class Tenant {
  readonly directory = new PretendDirectory();
  readonly roles = new PretendRoles(this.directory);
  readonly audit = new AuditLog();

  /** Everything that is done to the tenant is done by somebody, and logged. */
  editAs(by: Initiator, at: Date): TenantEditor {
    return new TenantEditor({ directory: this.directory, audit: this.audit, by, at });
  }

  personInitiator(id: string): Initiator {
    const person = this.directory.find(id);
    const text = (name: string) => {
      const value = person?.attributes[name];
      return typeof value === 'string' ? value : '';
    };
    return { kind: 'person', id, name: text('displayName'), signInName: text('userPrincipalName') };
  }
}
