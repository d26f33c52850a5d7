namespace Compose.Benchmarks;

/// <summary>A program to start, and everything that it sees.</summary>
internal sealed record Command(
    string Program, IReadOnlyList<string> Arguments, string Directory, IReadOnlyDictionary<string, string> Environment);
