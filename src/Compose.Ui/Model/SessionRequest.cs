namespace Compose.Ui.Model;

/// <param name="Token">What stands behind the # of the page's address.</param>
public sealed record SessionRequest(string Token);
