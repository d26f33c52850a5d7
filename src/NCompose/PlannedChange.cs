namespace NCompose;

/// <summary>An attribute that the files declare differently from what runs.</summary>
/// <param name="Path">The path below the service, such as <c>environment.LOG</c>.</param>
/// <param name="Old">The old value; null when it is not known. Secrets are hidden.</param>
/// <param name="New">The new value; null when there is none. Secrets are hidden.</param>
/// <param name="File">The file of the new value.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record PlannedChange(string Path, string? Old, string? New, string? File, int? Line);
