using Compose.Files.Text;

namespace Compose.Files.Explaining;

/// <summary>
/// A variable that a value was interpolated from: what it was and where it came from ("shell", ".env"); without a value it is not set.
/// </summary>
public sealed record UsedVariable(string Name, string? Value, string Origin, SourceSpan Span);
