/** One thing that `gongbao doctor` looked at: whether it is well, and what to do if not. */
export interface ChannelCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly fix: string | null;
}
