namespace Compose.Ui.Model;

/// <param name="Text">`127.0.0.1:8080 → 80/tcp`.</param>
/// <param name="Url">Null where it is not TCP or not of this machine.</param>
public sealed record PortDocument(string Text, string? Url);
