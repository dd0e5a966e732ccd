import type { Rendering } from "../model/attempt.js";
import type { Template, TemplateContent } from "../model/config.js";
import type { MessageContent, MessageRecord } from "../model/message.js";
import type { Channel } from "../model/operation.js";
import { cut } from "../model/cut.js";
import type { ContentElement, MessageRequest } from "./request.js";

type Parameters = Readonly<Record<string, string>>;

const VARIABLE = /\$\{([^{}]*)\}/g;
const NO_PARAMETERS: Parameters = {};

/** Parameters that the platform itself gives a meaning to, whether or not the template mentions them. */
const LINKS = new Set(["pushContentUrl", "headerLink", "bodyUrl", "firstLinkName", "firstLinkUrl"]);

interface Texts {
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
}

/** Longest text that is made of a template. The super app takes 4096; more than this would only fill memory. */
const LONGEST_TEXT = 65_536;

const substitute = (text: string, parameters: Parameters): string => {
  let left = LONGEST_TEXT;
  return text.replaceAll(VARIABLE, (placeholder, name: string) => {
    const value = Object.hasOwn(parameters, name) ? (parameters[name] ?? "") : placeholder;
    const kept = cut(value, left);
    left -= kept.length;
    return kept;
  });
};

const baseOf = (language: string): string => language.toLowerCase().split("-", 1)[0] ?? "";

/** Exact language, then ignoring case, then the same base language, then the template's first. */
export const pickLanguage = (template: Template, language: string | undefined): string => {
  const languages = Object.keys(template.contents);
  if (language !== undefined) {
    if (languages.includes(language)) return language;
    const same = languages.find((candidate) => candidate.toLowerCase() === language.toLowerCase());
    const near = same ?? languages.find((candidate) => baseOf(candidate) === baseOf(language));
    if (near !== undefined) return near;
  }
  return languages[0] ?? "";
};

const variablesOf = ({ title = "", body, link = "" }: TemplateContent): Set<string> =>
  new Set([...`${title}\n${body}\n${link}`.matchAll(VARIABLE)].map(([, name = ""]) => name));

/** So many names of a kind say enough. */
const MOST_NAMES = 100;

const namesIn = (names: Iterable<string>, isOne: (name: string) => boolean): string[] => {
  const found: string[] = [];
  for (const name of names) {
    if (found.length === MOST_NAMES) break;
    if (isOne(name)) found.push(name);
  }
  return found;
};

const reportOf = (language: string, content: TemplateContent, parameters: Parameters): Rendering => {
  const variables = variablesOf(content);
  return {
    language,
    missing: namesIn(variables, (name) => !Object.hasOwn(parameters, name)),
    extra: namesIn(Object.keys(parameters), (name) => !variables.has(name) && !LINKS.has(name)),
    empty: namesIn(variables, (name) => Object.hasOwn(parameters, name) && parameters[name] === ""),
  };
};

/** How each element fits the template; undefined without a seeded template. */
export const reportRendering = (
  template: Template | undefined,
  elements: readonly ContentElement[],
): readonly Rendering[] | undefined =>
  template &&
  elements.map(({ language: wanted, templateParameters = NO_PARAMETERS }, index) => {
    const language = pickLanguage(template, wanted);
    return {
      ...reportOf(language, template.contents[language] ?? { body: "" }, templateParameters),
      ...(wanted !== undefined && wanted.toLowerCase() !== language.toLowerCase() && { wanted }),
      ...(index > 0 && { unused: true }),
    };
  });

const isWorthSaying = ({ missing, extra, empty, wanted }: Rendering): boolean =>
  wanted !== undefined || missing.length + extra.length + empty.length > 0;

/** What the user should know of how the message came about: of the element that is shown, and that others are not. */
export const renderingNotes = (
  rendering: readonly Rendering[] | undefined,
  elements: readonly ContentElement[],
): Pick<MessageRecord, "rendering" | "unusedElements"> => {
  const [shown] = rendering ?? [];
  return {
    ...(shown && isWorthSaying(shown) && { rendering: shown }),
    ...(elements.length > 1 && { unusedElements: elements.length - 1 }),
  };
};

/** Without a text of its own the message shows what it was given. */
const anyText = (parameters: Parameters): string =>
  Object.entries(parameters)
    .filter(([name]) => !LINKS.has(name) && name !== "customTitle")
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

const textsOf = (template: Template | undefined, element: ContentElement, parameters: Parameters): Texts => {
  const language = template ? pickLanguage(template, element.language) : (element.language ?? "");
  const content = template?.contents[language];
  if (!content) {
    const body = parameters["customContent"] ?? anyText(parameters);
    return { language, title: parameters["customTitle"] ?? "", body, link: "" };
  }
  const { title = "", body, link = "" } = content;
  return {
    language,
    title: substitute(title, parameters),
    body: substitute(body, parameters),
    link: substitute(link, parameters),
  };
};

const contentOf = (
  channel: Channel,
  { title, body, link }: Texts,
  parameters: Parameters,
  appName: string,
): MessageContent => {
  if (channel === "SMS") return { content: body };
  if (channel === "PUSH") return { title, content: body, linkUrl: link || (parameters["pushContentUrl"] ?? "") };
  return {
    header: { appIcon: "", appName, target: { path: parameters["headerLink"] ?? "" } },
    body: { title, content: body, target: { path: link || (parameters["bodyUrl"] ?? "") } },
  };
};

/** What the user sees: the first element of `templates`, in the language of the template that fits it best. */
export const render = (
  channel: Channel,
  template: Template | undefined,
  { templates, appId = "" }: MessageRequest,
): Pick<MessageRecord, "language" | "content" | "firstLink"> => {
  const element = templates[0] ?? {};
  const parameters = element.templateParameters ?? NO_PARAMETERS;
  const texts = textsOf(template, element, parameters);
  const { firstLinkName: name = "", firstLinkUrl: path = "" } = parameters;
  return {
    language: texts.language,
    content: contentOf(channel, texts, parameters, appId),
    ...(channel === "INBOX" && name + path !== "" && { firstLink: { name, target: { path } } }),
  };
};

const isInboxParameter = (name: string): boolean =>
  name === "headerLink" || name === "bodyUrl" || name.startsWith("firstLink");

/** The channel when no template says it: the one whose parameters the first element has. */
export const inferChannel = (elements: readonly ContentElement[]): Channel => {
  const parameters = elements[0]?.templateParameters ?? NO_PARAMETERS;
  if (Object.hasOwn(parameters, "pushContentUrl")) return "PUSH";
  return Object.keys(parameters).some(isInboxParameter) ? "INBOX" : "SMS";
};
