export function utilFunc(msg: string): string {
  return `${msg} from util_func`;
}

export function utilFunc2(msg: string): string {
  return `${msg} from util_func2`;
}
