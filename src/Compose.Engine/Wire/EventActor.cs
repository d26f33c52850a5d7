namespace Compose.Engine.Wire;

/// <summary>Whom an event is about: an id, and labels and facts mixed.</summary>
public sealed record EventActor
{
    internal static EventActor Nobody { get; } = new();

    public string ID { get => field ?? ""; init; }
    public IReadOnlyDictionary<string, string> Attributes { get => field ?? Nothing.Strings; init; }
}
