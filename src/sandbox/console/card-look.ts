/**
 * How Teams draws Adaptive Cards, for the console's page and the card gallery: settings of Microsoft's renderer and of the Markdown in
 * texts, as data. Colours are those of style/base.css, so a card follows the theme without being drawn again.
 */

const color = (name: string) => ({
  default: `var(--${name})`,
  subtle: `var(--${name === 'text' ? 'text-soft' : name})`,
});
const foregroundColors = {
  default: color('text'),
  dark: color('text'),
  light: color('text'),
  accent: color('accent-text'),
  attention: color('danger'),
  good: color('good'),
  warning: color('warning'),
};
const style = (background: string) => ({
  backgroundColor: `var(--${background})`,
  borderColor: 'var(--line)',
  foregroundColors,
});

/** What `new HostConfig(…)` of the package `adaptivecards` takes. */
export const CARD_LOOK = {
  hostCapabilities: {},
  supportsInteractivity: true,
  fontFamily: 'var(--font)',
  fontTypes: {
    default: { fontFamily: 'var(--font)' },
    monospace: { fontFamily: 'var(--mono)' },
  },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 30 },
  spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  containerStyles: {
    default: style('card'),
    emphasis: style('card-soft'),
    accent: style('card-soft'),
    good: style('card-soft'),
    attention: style('card-soft'),
    warning: style('card-soft'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', color: 'default', isSubtle: false, size: 'default', suffix: ' (required)', suffixColor: 'default' }, // prettier-ignore
      optionalInputs: { weight: 'bolder', color: 'default', isSubtle: false, size: 'default' },
    },
    errorMessage: { weight: 'default', color: 'attention', size: 'small', spacing: 'small' },
  },
  factSet: {
    title: { weight: 'bolder', maxWidth: 130, wrap: true },
    value: { wrap: true },
    spacing: 8,
  },
};

/** The little Markdown that Teams shows, for the package `markdown-it`: HTML in the text stays text. */
export const MARKDOWN = {
  preset: 'zero',
  options: { html: false, breaks: true },
  rules: ['emphasis', 'link', 'list', 'newline', 'escape', 'entity'],
  /** Of addresses that become links. */
  linkPattern: '^https?:',
} as const;
