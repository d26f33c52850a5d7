namespace Compose.Watch.Rules;

/// <summary>Where a pattern stands: the line of a compose file or of an ignore file.</summary>
/// <param name="File">The file as people are shown it; empty for the patterns that are always there.</param>
/// <param name="Line">From 1; 0 for the patterns that are always there.</param>
/// <param name="Text">The pattern as it is written.</param>
public sealed record PatternPlace(string File, int Line, string Text);
