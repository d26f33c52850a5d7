using System.Collections.Immutable;

namespace Compose.Ui.Model;

/// <summary>Some lines of a compose file around one.</summary>
public sealed record ExcerptDocument(string File, int First, ImmutableArray<string> Lines);
