/** Why a block is part of the main text (`kept`) or not. */
export type BlockVerdict =
  | "kept"
  | "outside"
  | "furniture"
  | "card"
  | "links"
  | "invitation"
  | "title"
  | "lead"
  | "tail"
  | "stray";
