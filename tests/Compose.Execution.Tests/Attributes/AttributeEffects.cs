using System.Text;
using System.Text.Json;
using Compose.Engine.Versions;
using Compose.Execution.Building;
using Compose.Execution.Checks;
using Compose.Execution.Requests;
using Compose.Files;
using Compose.Files.Binding;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Host;
using Compose.Planning;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Lifecycle;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Operations;
using Compose.Planning.Plans.Output;
using Compose.Planning.Updates;

namespace Compose.Execution.Tests.Attributes;

/// <summary>Everything that `up` does or says about a file, as one text: two files with the same text are the same to it.</summary>
internal static class AttributeEffects
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    public static (string Text, IReadOnlyList<Diagnostic> Errors) Of(string file, string folder)
    {
        var environment = ComposeEnvironment.From([new("A", "1")], "shell");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", Path.Combine(folder, "compose.yaml"), Encoding.UTF8.GetBytes(file))],
            Directory = folder,
            Environment = environment,
        });
        var errors = loaded.Diagnostics.Where(problem => problem.Severity == Severity.Error).ToList();
        var text = new StringBuilder();
        foreach (var problem in loaded.Diagnostics)
            text.Append(problem.Code).Append(' ').Append(problem.Path).Append('\n');
        if (loaded.Project is not { } project)
            return (text.ToString(), errors);
        foreach (var problem in UnsupportedAttributes.Check(project).Concat(IdleAttributes.Check(project, isWindows: false)))
        {
            text.Append(problem.Code).Append(' ').Append(problem.Path).Append('\n');
            if (problem.Severity == Severity.Error)
                errors.Add(problem);
        }

        if (ApiSocket.IsUsed(project))
            project = ApiSocket.Apply(project, "{}");
        Plans(text, project);
        foreach (var service in project.Services.Values)
            Around(text, service);
        return (text.ToString(), errors);
    }

    private static void Plans(StringBuilder text, ComposeProject project)
    {
        var images = new NamedMap<ImageFacts>([KeyValuePair.Create("busybox", new ImageFacts("busybox", "sha256:1", "sha256:1"))]);
        text.Append(PlanText.Of(Planner.Images(project, images, new ImagePolicy { Now = DateTimeOffset.UnixEpoch })));
        var desired = DesiredState.Of(project, new DesiredOptions { Images = images, Seed = "seed" });
        foreach (var plan in new[] { Planner.Up(desired, new ObservedState(project.Name), new UpPolicy()),
            Planner.Stop(ProjectOutline.Of(desired), Running(project), new LifecyclePolicy()) })
        {
            text.Append(PlanText.Of(plan));
            foreach (var step in plan.Steps)
                text.Append(Request(step.Operation)).Append('\n');
        }

        var built = project.Services.Values.Where(service => service.Build is not null).Select(service => service.Name);
        var order = new BuildOrder
        { Project = project, Environment = ProcessEnvironment.Empty, CurrentDirectory = project.Directory, Services = [.. built] };
        if (!order.Services.IsEmpty)
            text.Append(Encoding.UTF8.GetString(BakeFile.Of(order, new Dictionary<string, string>()).Json.Span)).Append('\n');
    }

    private static ObservedState Running(ComposeProject project) => new(project.Name)
    {
        Containers =
        [
            new ObservedContainer
            {
                Id = "000000000001",
                Name = $"{project.Name}-web-1",
                State = ContainerState.Running,
                Labels = new NamedMap<string>(
                    [new(LabelNames.Project, project.Name), new(LabelNames.Service, "web"), new(LabelNames.Number, "1"),
                        new(LabelNames.OneOff, "False")]),
            },
        ],
    };

    private static string Request(Operation operation) => operation switch
    {
        Operation.CreateContainer create => Request(create.Container),
        Operation.RunPreStart hook => Request(hook.Container),
        Operation.CreateNetwork network => JsonSerializer.Serialize(NetworkRequest.Create(network.Network), Json),
        Operation.CreateVolume volume => JsonSerializer.Serialize(VolumeRequest.Create(volume.Volume), Json),
        Operation.InjectFiles inject =>
            string.Join(' ', inject.Files.Select(file => $"{file.Path} {file.Mode} {file.Uid} {file.Gid} {file.Object.Content}")),
        Operation.RunHook hook => Text(hook.Hook),
        Operation.RunProvider provider =>
            $"{provider.Service.Provider!.Type} {string.Join(' ', provider.Service.Provider.Options.Select(option => $"{option.Key}={string.Join(',', option.Value)}"))}",
        Operation.ConfigureModel model => $"{model.Model.Model} {model.Model.ContextSize} {string.Join(' ', model.Model.RuntimeFlags)}",
        _ => "",
    };

    /// <summary>The request without what is made from the whole service: hash and digests would differ for every attribute.</summary>
    private static string Request(ContainerSpec container)
    {
        var request = ContainerRequest.Create(
            new ContainerInputs { Spec = container, ApiVersion = ApiVersions.Newest, IdOf = one => one.ToString()! });
        request.Labels = request.Labels.Where(
            label => label.Key != LabelNames.ConfigHash && !label.Key.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal))
            .ToDictionary();
        request.HostConfig!.Annotations = request.HostConfig.Annotations?.Where(
            one => !one.Key.StartsWith(LabelNames.OwnPrefix, StringComparison.Ordinal)).ToDictionary();
        var platform = container.Service.Platform;
        return $"{platform} {JsonSerializer.Serialize(request, Json)}";
    }

    /// <summary>What other parts of `up` read: the log, the updates, the watch.</summary>
    private static void Around(StringBuilder text, Service service)
    {
        text.Append(service.Name).Append(service.Attach).Append(UpdatePolicy.Of(service)).Append(UpdatePolicy.RollbackOf(service))
            .Append('\n');
        foreach (var rule in service.Watch)
            text.Append(rule.Path).Append(rule.Action).Append(rule.Target).Append(rule.Exec is null ? "" : Text(rule.Exec))
                .AppendJoin(' ', rule.Include).Append('-').AppendJoin(' ', rule.Ignore).Append(rule.InitialSync).Append('\n');
        foreach (var (key, model) in service.Models)
            text.Append(key).Append(model?.EndpointVariable).Append('-').Append(model?.ModelVariable).Append('\n');
    }

    private static string Text(Hook hook) =>
        $"{string.Join(' ', hook.Command)} {hook.User} {hook.Privileged} {hook.WorkingDir} {string.Join(' ', hook.Environment.Select(one => $"{one.Key}={one.Value}"))}";
}
