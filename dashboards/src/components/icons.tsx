import type { ReactNode } from "react";

/** Line icons of 16 px in the text's colour. They decorate: what they mean is also said in words. */

interface IconProps {
  readonly size?: number;
}

function icon(content: ReactNode) {
  return function Icon({ size = 16 }: IconProps) {
    return (
      <svg
        aria-hidden="true"
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {content}
      </svg>
    );
  };
}

export const SearchIcon = icon(<path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.5 10.5l3 3" />);
export const ClockIcon = icon(<path d="M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 5v3.2l2.2 1.3" />);
export const ChevronIcon = icon(<path d="m6 4 4 4-4 4" />);
export const DownIcon = icon(<path d="m4 6 4 4 4-4" />);
export const PlusIcon = icon(<path d="M8 3.5v9M3.5 8h9" />);
export const MinusIcon = icon(<path d="M3.5 8h9" />);
export const CopyIcon = icon(<path d="M6 5.5h7v8H6zM10 3.5v-1H3v8h1" />);
export const CheckIcon = icon(<path d="m3.5 8.5 3 3 6-7" />);
export const FlowIcon = icon(<path d="M2 4h5M5 8h7M8 12h6" strokeWidth="2" />);
export const AlertIcon = icon(<path d="M8 2.5 14 13H2L8 2.5ZM8 6.5V9.5M8 11.4v.1" />);
export const RefreshIcon = icon(<path d="M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.8V6h-3.2" />);
export const HelpIcon = icon(
  <path d="M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.1M8 11.2v.1" />,
);
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
