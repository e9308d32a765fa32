/** The page that the app's entry in Teams links to: what Rewind is, what it keeps of people, and what using it means. */
export const ABOUT_PAGE = {
  title: 'Rewind',
  sections: [
    {
      id: 'about',
      heading: 'What Rewind is',
      paragraphs: [
        'Rewind is a bot for Microsoft Teams. Incident responders use it to undo damage in Microsoft Entra: it previews the way back to a snapshot of Microsoft Entra Backup and Recovery, shows what would change, and starts it after a second person has approved exactly that.',
        'Your organisation runs this Rewind itself. Questions about it go to your administrators.',
      ],
    },
    {
      id: 'privacy',
      heading: 'Privacy',
      paragraphs: [
        'Rewind reads your organisation’s directory through Microsoft Graph: names, sign-in names, groups, roles, audit entries, and the differences that a preview shows.',
        'It keeps, in your organisation’s own database, the requests, the differences they showed, who asked and who voted, and a record of it that cannot be changed unseen; and where its cards and notices are in Teams. Requests and record leave after the time set as RETENTION_DAYS, the differences after CHANGES_RETENTION_DAYS.',
        'A person’s token is used for the one thing that the person pressed, and is not kept. Nothing goes to anybody but Microsoft’s services for your organisation. There are no cookies for measuring, and no telemetry to the makers.',
      ],
    },
    {
      id: 'terms',
      heading: 'Terms of use',
      paragraphs: [
        'Rewind acts with the permissions of the people who press, and your organisation answers for who holds them. A recovery cannot be undone by stopping it: what was applied stays.',
        'Microsoft computes and carries out previews and recoveries; what they cover and how long they take is Microsoft’s. The licence of the software is in its repository.',
      ],
    },
  ],
} as const;
