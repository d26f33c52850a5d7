using System.Globalization;
using Compose.Host.Terminals;
using Compose.Ui.Model;

namespace Compose.Ui.Screens;

/// <summary>The list of services, and why the chosen one waits or fails.</summary>
internal static class ServiceRows
{
    private const int WidestName = 28;
    private const int MostReasons = 4;
    private const int Wide = 100;
    private const int Medium = 76;
    private const int FigureWidth = 18;

    /// <summary>As many rows as there is room for, the chosen one among them.</summary>
    public static IEnumerable<string> Of(ScreenState state, int width, int room)
    {
        var services = state.Services;
        var chosen = Math.Max(0, services.IndexOf(services.FirstOrDefault(service => service.Name == state.Selected)!));
        var first = Math.Clamp(chosen - (room / 2), 0, Math.Max(0, services.Length - room));
        var names = Math.Min(WidestName, services.Select(service => DisplayWidth.Of(service.Name)).DefaultIfEmpty(4).Max());
        var ports = width < Wide ? 0
            : Math.Min(width / 3, services.Select(service => DisplayWidth.Of(Ports(service))).DefaultIfEmpty(0).Max());
        return services.Skip(first).Take(room).Select(service => Row(state, service, width, names, ports));
    }

    /// <summary>Who is waited for, since when, and the words of the probe.</summary>
    public static IEnumerable<string> Reasons(ScreenState state, int width)
    {
        if (state.Service is not { } service)
            return [];
        var waits = service.DependsOn.Where(dependency => dependency.Waits).SelectMany(dependency => Wait(state, service, dependency));
        var own = service.Containers.SelectMany(container => container.Why.Append(Probe(container))).Where(line => line.Length > 0);
        return waits.Concat(own).Take(MostReasons)
            .Select(line => "  " + ScreenStyle.Dim(DisplayWidth.Fit(ScreenLine.Plain(line), width - 2)));
    }

    /// <summary>`3 s`, `12 min`, `5 h`, `2 d`, as on the page.</summary>
    public static string Age(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    }}");

    private static IEnumerable<string> Wait(ScreenState state, ServiceDocument service, DependencyDocument dependency)
    {
        var target = state.Services.FirstOrDefault(other => other.Name == dependency.Service)?.Containers.FirstOrDefault(
            container => container.StartedAt is not null);
        var since = target?.StartedAt is { } start ? $", {Age(state.Now - start)} so far" : "";
        yield return $"{service.Name} waits for {dependency.Service}: {dependency.Condition}{since}";
        foreach (var line in target?.Why ?? [])
            yield return line;
        if (target is not null && Probe(target) is { Length: > 0 } probe)
            yield return probe;
    }

    private static string Probe(ContainerDocument container) =>
        container is { Probe: { Length: > 0 } probe, State: not ("healthy" or "running") }
            ? $"last probe, exit {container.ProbeExit}: {probe.Trim()}" : "";

    private static string Row(ScreenState state, ServiceDocument service, int width, int names, int ports)
    {
        var isChosen = service.Name == state.Selected;
        var name = DisplayWidth.PadRight(DisplayWidth.FitEnds(service.Name, names), names);
        var figures = $"{service.Running}/{service.Wanted}".PadLeft(6) + (width >= Medium ? Figures(state, service) : "");
        var end = figures + (ports > 0 ? "  " + DisplayWidth.PadRight(DisplayWidth.Fit(Ports(service), ports), ports) : "");
        var room = Math.Max(4, width - names - 6 - DisplayWidth.Of(end));
        var words = DisplayWidth.PadRight(DisplayWidth.Fit(Words(state, service), room), room);
        var row =
            $"{ScreenStyle.State(service.State, ScreenStyle.Sign(service.State))} {(isChosen ? ScreenStyle.Bold(name) : name)}  {ScreenStyle.State(service.State, words)}";
        return (isChosen ? "› " : "  ") + row + ScreenStyle.Dim(end);
    }

    private static string Ports(ServiceDocument service) => string.Join(' ', service.Ports.Select(port => port.Text));

    private static string Words(ScreenState state, ServiceDocument service)
    {
        var waits = service.DependsOn.Where(dependency => dependency.Waits)
            .Select(dependency => $"{dependency.Service}: {dependency.Condition}").ToList();
        if (waits.Count > 0)
            return "waits for " + string.Join(", ", waits);
        var newest = service.Containers.FirstOrDefault();
        var word = service.State switch
        {
            StateWords.Absent => "not created",
            StateWords.Failed => string.Create(CultureInfo.InvariantCulture, $"exited ({newest?.ExitCode})"),
            _ => service.State,
        };
        return (newest?.FinishedAt ?? newest?.StartedAt) is { } since ? $"{word} · {Age(state.Now - since)}" : word;
    }

    private static string Figures(ScreenState state, ServiceDocument service)
    {
        var own = state.Usage.Where(usage => usage.Service == service.Name).ToList();
        if (own.Count == 0)
            return new string(' ', FigureWidth);
        var (cpu, memory) = (own.Sum(usage => usage.Cpu), own.Sum(usage => usage.Memory));
        return string.Create(CultureInfo.InvariantCulture, $"{cpu,7:0.0} %{memory / 1e6,6:0} MB");
    }
}
