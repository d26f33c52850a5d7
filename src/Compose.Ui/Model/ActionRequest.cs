namespace Compose.Ui.Model;

/// <param name="Action">up, start, stop, restart, recreate, rebuild or down.</param>
/// <param name="Service">Null is all services.</param>
public sealed record ActionRequest(string Action, string? Service);
