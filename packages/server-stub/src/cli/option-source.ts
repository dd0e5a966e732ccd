import { StubError, type StubErrorCode } from "../model/errors.js";
import type { ServeArguments } from "./arguments.js";
import { SETTINGS, type SettingName } from "./settings.js";

const isSetting = (name: string | undefined): name is SettingName =>
  name !== undefined && Object.hasOwn(SETTINGS, name);

/** What an error is about, by its code; listening fails for the port or for the host. */
const SUBJECTS: { readonly [Code in StubErrorCode]?: (message: string) => SettingName } = {
  CONFIG_ILLEGAL: () => "config",
  STORE_UNUSABLE: () => "store",
  LISTEN_FAILED: (message) => (message.startsWith("port ") ? "port" : "host"),
};

/** In process there are no flags: what is to be chosen anew is named for the command alone. */
const withFlag = (message: string, code: StubErrorCode, subject: SettingName | undefined): string =>
  code === "LISTEN_FAILED" && subject && message.includes("; choose ")
    ? `${message} with --${SETTINGS[subject].flag}`
    : message;

/** The stub names its own options; whoever started it gave a flag or a variable. */
export const nameSource = (error: unknown, { describe, sourceOf }: ServeArguments): unknown => {
  if (!(error instanceof StubError)) return error;
  const { code, message } = error;
  const [, option, rule = ""] = /^(\w+): ([^]*)$/.exec(message) ?? [];
  if (code === "OPTION_ILLEGAL" && isSetting(option)) return new StubError(code, describe(option, rule), error);
  const subject = SUBJECTS[code]?.(message);
  const source = subject && sourceOf(subject);
  const said = withFlag(message, code, subject);
  // The mend names the flag already.
  const isNamed = source === undefined || said.endsWith(source);
  // Nor has what the option is about to be said twice: "--store: store sqlite:…".
  const text = isNamed ? said : `${source}: ${said.replace(new RegExp(`^${subject}:? `), "")}`;
  return new StubError(code, text, error);
};
