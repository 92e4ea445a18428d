/** What goes over the wire to Teams: messages, and the parts of Adaptive Cards 1.5 that we draw. */

export interface Activity {
  readonly type: 'message';
  /** For notifications of a card. A card with a text beside it would be said twice. */
  readonly summary?: string;
  readonly text?: string;
  readonly textFormat?: 'plain' | 'xml';
  readonly attachmentLayout?: 'list';
  readonly attachments?: readonly Attachment[];
  readonly entities?: readonly Mention[];
}

export interface Attachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

/** Teams finds the place of a mention by its text, so that no two people may share one. */
export interface Mention {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly body: readonly Element[];
  readonly actions?: readonly CardAction[];
  readonly refresh?: Refresh;
  readonly msteams?: { readonly width?: 'Full'; readonly entities?: readonly Mention[] };
}

/** Each of these people, or everybody, has the card drawn for them alone when they see it. */
export interface Refresh {
  readonly action: ExecuteAction;
  readonly userIds?: readonly string[];
}

export type Element = TextElement | Container | ColumnSet | ActionSet | Input;
export type TextElement = TextBlock | RichTextBlock;

export type Color = 'default' | 'accent' | 'good' | 'attention';
export type Spacing = 'none' | 'small' | 'default' | 'medium';

export interface Look {
  readonly size?: 'small' | 'large';
  readonly weight?: 'bolder';
  readonly color?: Color;
  readonly isSubtle?: boolean;
}

/** Its text is read as Markdown, for mentions, and for the functions DATE and TIME. */
export interface TextBlock extends Look {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly style?: 'heading';
  readonly spacing?: Spacing;
}

export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: Spacing;
}

export interface TextRun extends Look {
  readonly type: 'TextRun';
  readonly text: string;
  readonly fontType?: 'monospace';
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
}

export interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: 'emphasis';
  readonly spacing?: Spacing;
}

export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly columns: readonly Column[];
  readonly spacing?: Spacing;
}

export interface Column {
  readonly type: 'Column';
  readonly width: string;
  readonly items: readonly Element[];
}

export interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly CardAction[];
  readonly spacing?: Spacing;
}

export type CardAction = ExecuteAction | SubmitAction;
export type ActionData = Readonly<Record<string, unknown>>;

interface ActionLook {
  readonly title: string;
  readonly style?: 'positive' | 'destructive';
  /** Shown in a menu behind the others. */
  readonly mode?: 'secondary';
}

export interface ExecuteAction extends Partial<ActionLook> {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly data: ActionData;
  readonly fallback?: SubmitAction;
}

export interface SubmitAction extends ActionLook {
  readonly type: 'Action.Submit';
  readonly data: ActionData;
  readonly associatedInputs?: 'auto';
}

export type Input = ChoiceInput | TextInput;

interface InputBase {
  readonly id: string;
  readonly label: string;
  /** The core says what is missing, in its own words; the client would refuse without any. */
  readonly isRequired: false;
  readonly placeholder?: string;
  readonly value?: string;
  readonly spacing?: Spacing;
}

export interface ChoiceInput extends InputBase {
  readonly type: 'Input.ChoiceSet';
  readonly style: 'compact' | 'filtered';
  readonly isMultiSelect?: true;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
}

export interface TextInput extends InputBase {
  readonly type: 'Input.Text';
  readonly isMultiline: boolean;
  readonly maxLength: number;
}
