import { Empty } from "../shared/states.tsx";

/** Being built. */
export default function Page() {
  return <Empty title="Being built" />;
}
