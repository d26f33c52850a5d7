using Compose.Engine.Gaps;
using Compose.Files.Values;
using Compose.Files.Yaml;
using Docker.DotNet.Models;

namespace Compose.Execution.Adopting;

/// <summary>What runs in the container: the inverse of <see cref="Requests.ContainerRequest"/>, without what the image says.</summary>
internal static class ProcessPart
{
    public static void Write(AdoptedContainer source, TreeBuilder service)
    {
        var (config, image) = (source.Config, source.Image);
        Command(config, image, service);
        service.Text("user", Own(config.User, image.User));
        service.Text("working_dir", Own(config.WorkingDir, image.WorkingDir));
        if (HasHostname(source))
            service.Text("hostname", config.Hostname);
        service.Text("domainname", config.Domainname);
        service.Flag("tty", config.Tty);
        service.Flag("stdin_open", config.OpenStdin);
        service.Text("stop_signal", Own(config.StopSignal, image.StopSignal));
        if (config.StopTimeout is { } grace)
            service.Text("stop_grace_period", GoDuration.Format((long)grace.TotalSeconds * 1_000_000_000L));
        Probe(config.Healthcheck, image.Healthcheck, service);
        service.Map("labels", Labels(source));
        service.List("expose", Exposed(source));
    }

    /// <summary>All variables that the image does not set; one that the image sets and the container lacks has no value.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables(AdoptedContainer source)
    {
        var image = Pairs(source.Image.Env);
        var own = Pairs(source.Config.Env);
        return own.Where(variable => !(image.TryGetValue(variable.Key, out var value) && value == variable.Value))
            .Concat(image.Keys.Where(name => !own.ContainsKey(name)).Select(name => KeyValuePair.Create(name, (string?)null)));
    }

    /// <summary>
    /// An entrypoint of its own makes the engine forget the image's command, so the command is written with it even if it is the image's.
    /// </summary>
    private static void Command(ContainerConfig config, DockerOCIImageConfig image, TreeBuilder service)
    {
        var (entrypoint, command) = (config.Entrypoint.OrEmpty(), config.Cmd.OrEmpty());
        var sameEntrypoint = entrypoint.SequenceEqual(image.Entrypoint.OrEmpty(), StringComparer.Ordinal);
        var sameCommand = command.SequenceEqual(image.Cmd.OrEmpty(), StringComparer.Ordinal);
        if (sameEntrypoint && sameCommand)
            return;
        if (!sameEntrypoint || command.Count == 0)
            service.Add("entrypoint", TreeBuilder.Sequence(entrypoint.Select(ComposeTree.Scalar)));
        service.List("command", command);
    }

    /// <summary>Without one of its own it is the short id; a container on the host's network has the host's.</summary>
    private static bool HasHostname(AdoptedContainer source) =>
        source.Config.Hostname != source.ShortId && source.Host.UTSMode != "host"
        && source.Host.NetworkMode is not ("host" or null) && !source.Host.NetworkMode.StartsWith("container:", StringComparison.Ordinal);

    private static void Probe(HealthcheckConfig? probe, HealthcheckConfig? image, TreeBuilder service)
    {
        if (probe is null)
            return;
        var check = new ComposeTree();
        if (probe.Test is ["NONE", ..])
        {
            if (image?.Test is not ["NONE", ..])
                check.Flag("disable", true);
            service.Add("healthcheck", check);
            return;
        }

        if (!probe.Test.OrEmpty().SequenceEqual((image?.Test).OrEmpty(), StringComparer.Ordinal))
            check.List("test", probe.Test);
        Duration(check, "interval", probe.Interval, image?.Interval);
        Duration(check, "timeout", probe.Timeout, image?.Timeout);
        Duration(check, "start_period", probe.StartPeriod, image?.StartPeriod);
        Duration(check, "start_interval", probe.StartInterval, image?.StartInterval);
        if (probe.Retries != image?.Retries)
            check.Number("retries", probe.Retries);
        service.Add("healthcheck", check);
    }

    private static void Duration(TreeBuilder check, string key, TimeSpan? own, TimeSpan? image)
    {
        if (own is { Ticks: not 0 } span && span != image)
            check.Text(key, GoDuration.Format(span.Ticks * TimeSpan.NanosecondsPerTick));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Labels(AdoptedContainer source) => source.Config.Labels.OrEmpty()
        .Where(label => AdoptedContainer.IsUsers(label.Key) && source.Image.Labels.GetValueOrDefault(label.Key) != label.Value)
        .Select(label => KeyValuePair.Create(label.Key, (string?)label.Value));

    /// <summary>Published ports are exposed anyway.</summary>
    private static IEnumerable<string> Exposed(AdoptedContainer source) => (source.Config.ExposedPorts?.Keys ?? [])
        .Where(port => source.Image.ExposedPorts?.ContainsKey(port) != true && !source.Host.PortBindings.OrEmpty().ContainsKey(port)
            && !source.Host.PublishAllPorts)
        .Select(port => port.EndsWith("/tcp", StringComparison.Ordinal) ? port[..^"/tcp".Length] : port)
        .Order(StringComparer.Ordinal);

    private static Dictionary<string, string?> Pairs(IList<string>? variables)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var variable in variables.OrEmpty())
            if (variable.Split('=', 2) is [{ Length: > 0 } name, var value])
                pairs[name] = value;
        return pairs;
    }

    private static string? Own(string? own, string? image) => own == image ? null : own;
}
