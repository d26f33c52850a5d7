using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Context;
using Compose.Planning.Desired;
using Compose.Planning.Images;
using Compose.Planning.Lifecycle;
using Compose.Planning.Naming;
using Compose.Planning.Observed;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Secrets;
using Compose.Planning.Tests.Laws;
using Compose.Planning.Up;
using Compose.Testing.Specs;

namespace Compose.Planning.Tests;

/// <summary>
/// One test of plans/*.md: bring `before.yaml` up in an engine in memory, change the state by the lines of `state`, and plan the command
/// for `compose.yaml`.
/// </summary>
internal sealed class PlanScenario
{
    private readonly SpecCase _case;
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missingImages = new(StringComparer.Ordinal);
    private readonly FakeEngine _engine;
    private readonly bool _listsAnnotations;

    public PlanScenario(SpecCase @case)
    {
        _case = @case;
        var (project, sources) = Load("compose.yaml");
        Sources = sources;
        var before = @case.Block("before.yaml") is null ? project : Load("before.yaml").Project;
        var oneShots = project.Services.Values.Concat(before.Services.Values)
            .SelectMany(service => service.DependsOn).Where(item => item.Value.Condition == DependencyCondition.CompletedSuccessfully)
                .Select(item => item.Key).ToHashSet();
        _engine = new FakeEngine(project.Name, 0) { IsOneShot = oneShots.Contains };
        var lines = Lines("state");
        _listsAnnotations = !lines.Contains("no-annotations");
        if (@case.Block("before.yaml") is not null)
            Up(before, int.MaxValue);
        foreach (var line in lines)
            Apply(line.Split(' '), project);
        Project = project;
    }

    public SourceSet Sources { get; }
    private ComposeProject Project { get; }

    /// <summary>The plan of the case's own command.</summary>
    public Plan Plan()
    {
        var words = Lines("command")[0].Split(' ').ToList();
        return Plan(words[0], words.Skip(1).ToImmutableArray());
    }

    public string Text()
    {
        var plan = Plan();
        var diagnostics = plan.Diagnostics.Select(diagnostic => TextOf(diagnostic));
        return PlanText.Of(plan, Sources) + string.Concat(diagnostics)
            + (plan.IsEmpty && plan.Questions.IsEmpty && plan.Diagnostics.IsEmpty ? "nothing to do\n" : "");
    }

    public Plan Plan(string command, ImmutableArray<string> arguments)
    {
        var desired = Desire(Project, arguments);
        var observed = _engine.Now;
        var stack = arguments.Contains("--from-labels") ? ProjectOutline.Of(observed) : ProjectOutline.Of(desired);
        return command switch
        {
            "up" => Planner.Up(desired, observed, PolicyOf(arguments)),
            "images" => Planner.Images(Project, desired.Options.Images, new ImagePolicy
            {
                Pull = arguments.FirstOrDefault(word => word.StartsWith("--pull=", StringComparison.Ordinal))?["--pull=".Length..],
                Build = arguments.Contains("--build"),
                NoBuild = arguments.Contains("--no-build"),
                OrderBuilds = arguments.Contains("--classic"),
                Tried = [.. arguments.Where(word => word.StartsWith("--tried=", StringComparison.Ordinal))
                    .Select(word => word["--tried=".Length..])],
                Now = new DateTimeOffset(2026, 1, 8, 0, 0, 0, TimeSpan.Zero),
            }),
            "build" =>
                Planner.Build(Project, Names(arguments), arguments.Contains("--with-dependencies"), order: arguments.Contains("--classic"),
                    push: false),
            "start" => Planner.Start(stack, observed, LifecycleOf(arguments)),
            "stop" => Planner.Stop(stack, observed, LifecycleOf(arguments)),
            "restart" => Planner.Restart(stack, observed, LifecycleOf(arguments)),
            "down" => Planner.Down(stack, observed, LifecycleOf(arguments)),
            "kill" => Planner.Kill(stack, observed, LifecycleOf(arguments)),
            "pause" => Planner.Pause(stack, observed, LifecycleOf(arguments)),
            "unpause" => Planner.Unpause(stack, observed, LifecycleOf(arguments)),
            "rm" => Planner.Remove(stack, observed, LifecycleOf(arguments)),
            "run" =>
                Planner.Run(desired, observed,
                    new RunPolicy(Project.Services[arguments[^1]], "0123456789abcdef")
                    {
                        Start = arguments.Contains("-d"),
                        NoDependencies = arguments.Contains("--no-deps")
                    }).Plan,
            _ => throw new FormatException($"{_case.Id}: no command {command}"),
        };
    }

    private static UpPolicy PolicyOf(ImmutableArray<string> arguments) => new()
    {
        Services = Names(arguments),
        Recreate = arguments.Contains("--force-recreate") ? RecreatePolicy.Always
            : arguments.Contains("--no-recreate") ? RecreatePolicy.Never
            : RecreatePolicy.WhenChanged,
        RecreateDependencies = arguments.Contains("--always-recreate-deps") ? RecreatePolicy.Always : RecreatePolicy.WhenChanged,
        RenewAnonymousVolumes = arguments.Contains("-V"),
        Start = !arguments.Contains("--no-start"),
        Wait = arguments.Contains("--wait"),
        RemoveOrphans = arguments.Contains("--remove-orphans"),
        AssumeYes = arguments.Contains("-y"),
        OneEndpointOnCreate = arguments.Contains("--api-1.43"),
        StopTimeout = StopTimeout(arguments),
    };

    private static LifecyclePolicy LifecycleOf(ImmutableArray<string> arguments) => new()
    {
        Services = Names(arguments),
        Volumes = arguments.Contains("-v"),
        RemoveOrphans = arguments.Contains("--remove-orphans"),
        Images = arguments.Contains("--rmi=all") ? ImageRemoval.All
            : arguments.Contains("--rmi=local") ? ImageRemoval.Local
            : ImageRemoval.None,
        Force = arguments.Contains("-f"),
        Stop = arguments.Contains("-s"),
        NoDependencies = arguments.Contains("--no-deps"),
        Wait = arguments.Contains("--wait"),
        StopTimeout = StopTimeout(arguments),
    };

    private static TimeSpan? StopTimeout(ImmutableArray<string> arguments) =>
        arguments.FirstOrDefault(word => word.StartsWith("-t", StringComparison.Ordinal)) is { } flag
            ? TimeSpan.FromSeconds(int.Parse(flag[2..], CultureInfo.InvariantCulture))
            : null;

    private static ImmutableArray<string> Names(ImmutableArray<string> arguments) => [.. arguments.Where(word => !word.StartsWith('-'))];

    private void Up(ComposeProject project, int steps)
    {
        var desired = Desire(project, []);
        _engine.Desired = desired;
        RandomExecution.RunInOrder(_engine, Planner.Up(desired, _engine.Now, new UpPolicy()), steps);
        _engine.EndOneShots();
    }

    private DesiredState Desire(ComposeProject project, ImmutableArray<string> arguments)
    {
        var references = project.Services.Values.Select(service => service.Image ?? project.Name + project.Separator + service.Name)
            .Distinct().Where(reference => !_missingImages.Contains(reference));
        var scale = arguments.Where(word => word.StartsWith("--scale=", StringComparison.Ordinal)).Select(word => word.Split('='));
        var content = arguments.Where(word => word.StartsWith("--content=", StringComparison.Ordinal)).Select(word => word.Split('='));
        return DesiredState.Of(project, new DesiredOptions
        {
            Images = new NamedMap<ImageFacts>(references.Select(reference =>
                KeyValuePair.Create(reference,
                    new ImageFacts(reference, reference,
                        _digests.GetValueOrDefault(reference, "sha256:" + reference))
                    {
                        LastTagged = new DateTimeOffset(2026, 1, 6, 0, 0,
                            0, TimeSpan.Zero)
                    }))),
            Scale = new NamedMap<int>(scale.Select(parts => KeyValuePair.Create(parts[1], int.Parse(parts[2])))),
            Seed = "seed",
            ListsAnnotations = _listsAnnotations,
            Redaction = new Redaction(arguments.Where(word => word.StartsWith("--secret=", StringComparison.Ordinal))
                .Select(word => word["--secret=".Length..])),
            ContentDigests = new NamedMap<string>(content.Select(parts => KeyValuePair.Create(parts[1], parts[2]))),
        });
    }

    private void Apply(string[] words, ComposeProject project)
    {
        switch (words)
        {
            case ["up"]: Up(project, int.MaxValue); break;
            case ["interrupted", "after", var steps, "of", var file]: Up(Load(file).Project, int.Parse(steps)); break;
            case ["interrupted", "after", var steps]: Up(project, int.Parse(steps)); break;
            case ["stop", var name]: Change(name, c => c with { State = ContainerState.Exited, Health = HealthState.None }); break;
            case ["pause", var name]: Change(name, c => c with { State = ContainerState.Paused }); break;
            case ["dead", var name]: Change(name, c => c with { State = ContainerState.Dead }); break;
            case ["health", var name, var health]:
                Change(name,
                c => c with { Health = Enum.Parse<HealthState>(health, ignoreCase: true) }); break;
            case ["rename", var name, var other]: Change(name, c => c with { Name = other }); break;
            case ["rm",
                var name]:
                _engine.Now = _engine.Now with { Containers = _engine.Now.Containers.RemoveAll(c => c.Name == name) }; break;
            case ["disconnect", var name, var network]:
                Change(name,
                c => c with { Networks = [.. c.Networks.Where(e => e.NetworkName != network)] }); break;
            case ["shares", var name, "with", var id]: Change(name, c => c with { NamespaceContainerIds = [id] }); break;
            case ["named", var name, var id]: _engine.Now = _engine.Now with { Named = _engine.Now.Named.With(name, id) }; break;
            case ["no-annotations"]: break;
            case ["unlabelled", var name]:
                Change(name,
                c => c with
                {
                    Labels = c.Labels.Where((label, _) => !label.StartsWith("ncompose.", StringComparison.Ordinal)),
                    Annotations = NamedMap<string>.Empty
                }); break;
            case ["label", var name, var label, var value]: Change(name, c => c with { Labels = c.Labels.With(label, value) }); break;
            case ["was", var name, var path, .. var value]:
                Change(name,
                c => c with { Attributes = c.Attributes.With(path, string.Join(' ', value)) }); break;
            case ["one-off", var service, var name, var state]:
                AddOneOff(service, name,
                Enum.Parse<ContainerState>(state, ignoreCase: true)); break;
            case ["network",
                var name]:
                _engine.Now = _engine.Now
                with
                { Networks = _engine.Now.Networks.Add(new ObservedNetwork("id-of-" + name, name)) }; break;
            case ["volume",
                var name]:
                _engine.Now = _engine.Now with { Volumes = _engine.Now.Volumes.Add(new ObservedVolume(name)) }; break;
            case ["image", var reference, var digest]: _digests[reference] = digest; break;
            case ["no-image", var reference]: _missingImages.Add(reference); break;
            default: throw new FormatException($"{_case.Id}: no state line \"{string.Join(' ', words)}\"");
        }
    }

    private void AddOneOff(string service, string name, ContainerState state) => _engine.Now = _engine.Now with
    {
        Containers = _engine.Now.Containers.Add(new ObservedContainer
        {
            Id = "0ff" + name,
            Name = name,
            State = state,
            Labels = new NamedMap<string>(
                [new(LabelNames.Project, _engine.Now.Project), new(LabelNames.Service, service), new(LabelNames.OneOff, "True")]),
        }),
    };

    private void Change(string name, Func<ObservedContainer, ObservedContainer> change) =>
        _engine.Change(_engine.Now.Containers.Single(c => c.Name == name).Id, change);

    private string TextOf(Diagnostic diagnostic)
    {
        var place = diagnostic.Primary is { } label ? PlanText.Place(label.Span, Sources) : null;
        return $"{diagnostic.Severity.ToString().ToLowerInvariant()}[{diagnostic.Code.Text()}]: {diagnostic.Summary}{(place is null ? "" : $" ({place})")}\n";
    }

    private string[] Lines(string block) => _case.Block(block)?.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private (ComposeProject Project, SourceSet Sources) Load(string name)
    {
        var result = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile(name, "/demo/" + name, Encoding.UTF8.GetBytes(_case.Block(name)!.Text))],
            Directory = "/demo",
            Environment = ComposeEnvironment.From(Lines("environment").Select(line => line.Split('=', 2))
                .Select(pair => KeyValuePair.Create(pair[0], pair[1])), "shell"),
            ProjectName = "demo",
            Services = [.. Lines("select")],
        });
        return result.Project is { } project
            ? (project with { Files = ["/demo/compose.yaml"] }, result.Sources)
            : throw new FormatException($"{_case.Id}: {string.Join("; ", result.Diagnostics.Select(diagnostic => diagnostic.Summary))}");
    }
}
