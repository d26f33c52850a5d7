namespace Compose.Execution.Watching;

/// <summary>The user and group that a file of a container belongs to.</summary>
internal readonly record struct FileOwner(int User, int Group);
