namespace Compose.Ui.Model;

/// <param name="Name">A project of the engine.</param>
/// <param name="Status">`running(3)`, as `ncompose ls` prints it.</param>
public sealed record ProjectDocument(string Name, string Status);
