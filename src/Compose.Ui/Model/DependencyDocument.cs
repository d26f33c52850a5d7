namespace Compose.Ui.Model;

/// <param name="Service">What it depends on.</param>
/// <param name="Condition">In the words of the graph.</param>
/// <param name="Met">The condition holds now.</param>
/// <param name="Waits">Its containers are created and wait for this.</param>
public sealed record DependencyDocument(string Service, string Condition, bool Met, bool Waits);
