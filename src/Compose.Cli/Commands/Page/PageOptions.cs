namespace Compose.Cli.Commands.Page;

/// <param name="Port">Zero is a free one.</param>
/// <param name="Open">In the browser.</param>
/// <param name="ReadOnly">Without actions.</param>
/// <param name="Json">Documents instead of a page.</param>
/// <param name="Terminal">The terminal instead of a page.</param>
internal sealed record PageOptions(int Port = 0, bool Open = false, bool ReadOnly = false, bool Json = false, bool Terminal = false);
