using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Operations;

namespace Compose.Cli.Rendering.Progress;

/// <summary>
/// Where in the files a failed step has its cause: the value that the engine's sentence names, when the service has one that is long enough
/// to be told from chance, a hook or a probe; else the service, network or volume that the step is about.
/// </summary>
internal static class FailurePlace
{
    private const int MinimumMatchLength = 5;

    /// <summary>`compose.yaml:6:17`; null when no file is known.</summary>
    public static string? Of(Operation operation, string message, ComposeProject? project, SourceSet sources)
    {
        var span = SpanOf(operation, message, project);
        if (!sources.TryGet(span, out var source))
            return null;
        var position = source.Lines.Position(span.Start);
        return $"{source.Name}:{position.Line}:{position.Column}";
    }

    private static FileObject? FileOf(Operation operation) => operation switch
    {
        Operation.CreateConfig o => o.File,
        Operation.CreateSecret o => o.File,
        Operation.RelabelConfig o => o.File,
        Operation.RelabelSecret o => o.File,
        _ => null,
    };

    public static SourceSpan SpanOf(Operation operation, string message, ComposeProject? project)
    {
        if (operation is Operation.CreateNetwork network)
            return network.Network.Network.Source?.Span ?? default;
        if (operation is Operation.CreateVolume volume)
            return volume.Volume.Volume.Source?.Span ?? default;
        if (operation is Operation.CreateStackNetwork stackNetwork)
            return stackNetwork.Network.Source?.Span ?? default;
        if (FileOf(operation) is { } file)
            return file.Source?.Span ?? default;
        var name = operation switch
        {
            Operation.PullImage pull => pull.Services.FirstOrDefault(),
            Operation.PushImage push => push.Services.FirstOrDefault(),
            _ => operation.AboutService,
        };
        if (name is null || project is null || !project.Services.TryGet(name, out var service))
            return default;
        if (Cause(operation, message, service.Source) is { Span.IsNone: false } cause)
            return cause.Span;
        // The path that was written to is the engine's own, whatever it happens to contain.
        if (message.Contains("no space left on device", StringComparison.Ordinal)
            && operation is not (Operation.InjectFiles or Operation.PullImage))
            return service.NameSpan;
        var named = operation switch
        {
            Operation.PullImage => service.Source["image"] as YamlScalar,
            Operation.PushImage push => Longest(service.Source, push.Reference, null),
            _ => Longest(service.Source, message, null),
        };
        return named is { Span.IsNone: false } ? named.Span : service.NameSpan;
    }

    /// <summary>The hook that failed, or the probe of what is not healthy.</summary>
    private static YamlNode? Cause(Operation operation, string message, YamlMapping service) => operation switch
    {
        Operation.RunHook { Kind: HookKind.PostStart } hook => Item(service["post_start"], hook.Index),
        Operation.RunHook hook => Item(service["pre_stop"], hook.Index),
        Operation.RunPreStart hook => Item(service["pre_start"], hook.Index),
        Operation.AwaitCondition when message.Contains("healthy", StringComparison.Ordinal) =>
            (service["healthcheck"] as YamlMapping)?["test"],
        _ => null,
    };

    private static YamlNode? Item(YamlNode? hooks, int index) =>
        hooks is YamlSequence sequence && index < sequence.Items.Length ? sequence.Items[index] : null;

    private static YamlScalar? Longest(YamlNode node, string message, YamlScalar? best) => node switch
    {
        YamlScalar scalar when scalar.Text.Length >= MinimumMatchLength && scalar.Text.Length > (best?.Text.Length ?? 0)
            && message.Contains(scalar.Text, StringComparison.Ordinal) => scalar,
        YamlSequence sequence => sequence.Items.Aggregate(best, (found, item) => Longest(item, message, found)),
        YamlMapping mapping => mapping.Entries.Aggregate(best, (found, entry) => Longest(entry.Value, message, found)),
        _ => best,
    };
}
