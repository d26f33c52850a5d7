namespace Compose.Ui.Model;

/// <param name="Action">up, start, stop, restart, recreate, rebuild, scale or down.</param>
/// <param name="Service">Null is all services.</param>
/// <param name="Replicas">How many containers a service is scaled to.</param>
public sealed record ActionRequest(string Action, string? Service, int? Replicas = null);
