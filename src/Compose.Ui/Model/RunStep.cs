namespace Compose.Ui.Model;

/// <param name="Id">`Container web-1`.</param>
/// <param name="Status">Working, Done, Warning or Error.</param>
/// <param name="Text">What is done to it.</param>
public sealed record RunStep(string Id, string Status, string Text);
