using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>Services that wait for each other never start. Every cycle that closes is reported once, in the order of the names.</summary>
internal sealed class DependencyCycles
{
    private readonly YamlMapping _services;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);

    // The way from the start to here; a chain of services may be longer than the stack is deep.
    private readonly List<Step> _way = [];

    private DependencyCycles(YamlMapping services, DiagnosticBag diagnostics)
    {
        _services = services;
        _diagnostics = diagnostics;
    }

    private enum State
    {
        New,
        OnTheWay,
        Done,
    }

    public static void Check(YamlMapping services, DiagnosticBag diagnostics)
    {
        var search = new DependencyCycles(services, diagnostics);
        foreach (var name in services.Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal))
            search.From(name);
    }

    private void From(string start)
    {
        if (_states.GetValueOrDefault(start) != State.New)
            return;
        Enter(start, default);
        while (_way.Count > 0)
        {
            var step = _way[^1];
            if (!step.Next.MoveNext())
            {
                _states[step.Name] = State.Done;
                _way.RemoveAt(_way.Count - 1);
                continue;
            }

            var dependency = step.Next.Current;
            if (!_services.Contains(dependency.Key))
                continue;
            switch (_states.GetValueOrDefault(dependency.Key))
            {
                case State.New:
                    Enter(dependency.Key, dependency);
                    break;
                case State.OnTheWay:
                    Report(dependency);
                    break;
                case State.Done:
                default:
                    break;
            }
        }
    }

    private void Enter(string name, YamlEntry by)
    {
        _states[name] = State.OnTheWay;
        var dependencies = (_services[name] as YamlMapping)?.Entries("depends_on") ?? [];
        var ordered = dependencies.Length < 2 ? dependencies.AsEnumerable() : dependencies.OrderBy(entry => entry.Key, StringComparer.Ordinal);
        _way.Add(new Step(name, by, ordered.GetEnumerator()));
    }

    private void Report(YamlEntry closing)
    {
        var cycle = _way.SkipWhile(step => step.Name != closing.Key).ToList();
        var names = string.Join(" -> ", cycle.Select(step => step.Name).Append(closing.Key));
        _diagnostics.Add(Diagnostic.Error("NC0723", $"dependency cycle detected: {names}", closing.KeySpan, $"waits for {closing.Key}, which waits for this", "remove one of these dependencies") with
        {
            Related = [.. cycle.Skip(1).Where(step => !step.By.KeySpan.IsNone).Select(step => new Label(step.By.KeySpan, $"waits for {step.Name}"))],
        });
    }

    private sealed record Step(string Name, YamlEntry By, IEnumerator<YamlEntry> Next);
}
