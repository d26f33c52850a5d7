using System.Globalization;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Secrets;

namespace Compose.Planning.Plans.Output;

/// <summary>
/// An operation in one line, for printing and comparing. It never contains contents of configs and secrets, nor environments; secrets in
/// commands are hidden.
/// </summary>
public static class OperationText
{
    private const int ShortId = 12;

    public static string Of(Operation operation, Redaction? redaction = null) => Detail(operation, redaction) is { Length: > 0 } detail
        ? $"{operation.TypeName} {ResourceOf(operation)} {detail}"
        : $"{operation.TypeName} {ResourceOf(operation)}";

    /// <summary>All but the resource. Commands of hooks are redacted, by default with <see cref="Redaction.ByShape"/>.</summary>
    public static string Detail(Operation operation, Redaction? redaction = null) => operation switch
    {
        Operation.CreateContainer o => Create(o),
        Operation.RemoveNetwork { BestEffort: true } or Operation.RemoveVolume { BestEffort: true } => "if unused",
        Operation.ConnectNetwork o => $"to {o.Endpoint.Network.Name}{Prefixed(" as ", o.Endpoint.Aliases)}{Addresses(o)}",
        Operation.DisconnectNetwork o => $"from {o.Network.Name}",
        Operation.InjectFiles o => string.Join(", ", o.Files),
        Operation.StopContainer { Timeout: { } timeout } => Within(timeout),
        Operation.RestartContainer { Timeout: { } timeout } => Within(timeout),
        Operation.KillContainer o => $"with {o.Signal}",
        Operation.RemoveContainer { IsKill: true, Volumes: true } => "killing it, with its anonymous volumes",
        Operation.RemoveContainer { IsKill: true } => "killing it",
        Operation.RemoveContainer { Volumes: true } => "with its anonymous volumes",
        Operation.RenameContainer o => $"to {o.Name}",
        Operation.RunHook o => $"{o.Kind.Name()}[{o.Index}] {Command(o.Hook, redaction)}",
        Operation.RunPreStart o => $"{HookKind.PreStart.Name()}[{o.Index}] {Command(o.Hook, redaction)}",
        Operation.AwaitCondition o => Await(o),
        Operation.PullImage o => $"for {string.Join(", ", o.Services)}{(o.Pin is { } pin ? " at " + pin : "")}",
        Operation.PushImage o => $"of {string.Join(", ", o.Services)}",
        Operation.BuildImage o => $"for {o.Service}",
        Operation.PullModel o => o.Model.Model,
        Operation.ConfigureModel o => Configure(o.Model),
        Operation.RunProvider o => Provide(o, redaction),
        Operation.AwaitService { IsRestored: true } => "until it is rolled back",
        Operation.AwaitService => "until it converges",
        Operation.AwaitTasksGone => "until its tasks are gone",
        Operation.Delay o => $"for {Seconds(o.Time)}",
        _ => "",
    };

    public static string ConditionName(AwaitedCondition condition) => condition switch
    {
        AwaitedCondition.Healthy => "healthy",
        AwaitedCondition.CompletedSuccessfully => "completed",
        AwaitedCondition.Steady => "steady",
        AwaitedCondition.Restored => "restored",
        _ => "running or healthy",
    };

    private static string ResourceOf(Operation operation) => operation.AboutContainer is { } target
        ? $"{operation.Resource} ({Reference(target.Container)})"
        : operation.Resource.ToString();

    private static string Reference(ContainerRef container) => container switch
    {
        ContainerRef.Existing existing => existing.Id[..Math.Min(ShortId, existing.Id.Length)],
        ContainerRef.CreatedBy made => $"of {made.Step}",
        _ => "",
    };

    private static string Create(Operation.CreateContainer create)
    {
        var parts = new List<string>();
        if (create.Name != create.Container.Name)
            parts.Add($"as {create.Name}");
        if (create.Container.Shared.Count > 0)
            parts.Add("sharing " + string.Join(", ", create.Container.Shared.Select(item => $"{item.Key} ({Reference(item.Value)})")));
        if (!create.Container.Inherited.IsEmpty)
            parts.Add("keeping " + string.Join(", ", create.Container.Inherited.Select(volume => $"{volume.Target} ({volume.Volume})")));
        return string.Join(" ", parts);
    }

    private static string Configure(ModelDefinition model)
    {
        var context = model.ContextSize > 0 ? $" with a context of {model.ContextSize}" : "";
        return model.RuntimeFlags.IsEmpty ? model.Model + context : $"{model.Model}{context} and {string.Join(' ', model.RuntimeFlags)}";
    }

    private static string Provide(Operation.RunProvider run, Redaction? redaction)
    {
        var options = run.Service.Provider!.Options.SelectMany(option => option.Value.Select(value => $"--{option.Key}={value}"));
        var words = string.Join(' ', options.Prepend(run.Verb.ToString().ToLowerInvariant()).Prepend(run.Service.Provider.Type));
        return (redaction ?? Redaction.ByShape).Text(words);
    }

    private static string Await(Operation.AwaitCondition wait)
    {
        if (wait.Condition == AwaitedCondition.Steady)
            return $"stays up for {Seconds(wait.Timeout ?? TimeSpan.Zero)}";
        var optional = wait.Required ? "" : " (optional)";
        var stable = wait.Stable > TimeSpan.Zero ? " and stable for " + Seconds(wait.Stable) : "";
        var timeout = wait.Timeout is { } time ? " " + Within(time) : "";
        return $"until {ConditionName(wait.Condition)}{optional}{stable}{Prefixed(" for ", wait.For)}{timeout}";
    }

    private static string Addresses(Operation.ConnectNetwork connect) =>
        Prefixed(" at ",
            new[] { connect.Endpoint.Ipv4Address, connect.Endpoint.Ipv6Address, connect.Endpoint.MacAddress }.OfType<string>());

    private static string Prefixed(string prefix, IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } text ? prefix + text : "";

    private static string Command(Hook hook, Redaction? redaction) => (redaction ?? Redaction.ByShape).Text(string.Join(' ', hook.Command));

    private static string Within(TimeSpan timeout) => "within " + Seconds(timeout);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
