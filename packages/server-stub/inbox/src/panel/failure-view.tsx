import type { JSX } from "preact";
import type { ControlFailure } from "../control/failure.js";
import { Icon } from "../frame/icon.js";

/** Why a change was refused: field, rule and mend. */
export const FailureView = ({ failure }: { readonly failure: ControlFailure | undefined }): JSX.Element | null =>
  failure === undefined ? null : (
    <div class="refusal" role="alert">
      <Icon name="warn" />
      <div>
        <p>{failure.message}</p>
        {failure.field !== undefined && (
          <p>
            <code>{failure.field}</code> {failure.rule}
          </p>
        )}
      </div>
    </div>
  );
