using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Planning.Operations;
using Compose.Planning.Plans;
using Compose.Planning.Plans.Output;
using Compose.Planning.Secrets;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Desired;
using Compose.Planning.Swarm.Releases;
using Compose.Planning.Swarm.Specs;
using Compose.Testing.Specs;

namespace Compose.Planning.Tests.Swarm;

/// <summary>
/// One test of swarm-specs/*.md: bring `before.yaml` up on a swarm in memory, change it by the lines of `state`, and plan the command for
/// `compose.yaml`.
/// </summary>
internal sealed class SwarmScenario
{
    private readonly SpecCase _case;
    private readonly FakeSwarm _swarm = new("demo");
    private readonly List<Docker.DotNet.Models.TaskResponse> _tasks = [];
    private readonly ComposeProject _project;
    private readonly SourceSet _sources;

    public SwarmScenario(SpecCase @case)
    {
        _case = @case;
        (_project, _sources) = Load("compose.yaml");
        foreach (var before in (string[])["first.yaml", "before.yaml"])
            if (@case.Block(before) is not null)
                _swarm.Run(Plan(Load(before).Project, @case.Block("first.yaml") is null ? [] : ["up", "--wait"]));
        foreach (var line in Lines("state"))
            Apply(line.Split(' '));
    }

    public string Json() => PlanJson.Of(Plan(), _sources, "demo");

    public string Text()
    {
        var plan = Plan();
        var diagnostics = plan.Diagnostics.Select(TextOf);
        return PlanText.Of(plan, _sources) + string.Concat(diagnostics)
            + (plan.IsEmpty && plan.Diagnostics.IsEmpty ? "nothing to do\n" : "");
    }

    /// <summary>What is sent to create the services.</summary>
    public string Specs()
    {
        var creates = Plan(_project, []).Steps.Select(step => step.Operation).OfType<Operation.CreateService>();
        var specs = new JsonObject(
            creates.Select(
                create => KeyValuePair.Create(create.Key, JsonSerializer.SerializeToNode(create.Spec, SpecJson.Default.ServiceSpec))));
        return specs.ToJsonString(
            new JsonSerializerOptions
            {
                WriteIndented = true,
                NewLine = "\n",
                IndentSize = 1,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
            });
    }

    /// <summary>After a plan has run there is nothing to do.</summary>
    public bool Converges()
    {
        var plan = Plan(_project, ["--prune"]);
        if (plan.HasErrors)
            return true;
        _swarm.Run(plan);
        var next = Plan(_project, []);
        return next.Steps.All(step => step.Operation is Operation.RemoveConfig or Operation.RemoveSecret);
    }

    /// <summary>The plan of the case's own command.</summary>
    private Plan Plan() => Lines("command") is [var line] ? Plan(_project, [.. line.Split(' ')]) : Plan(_project, []);

    private Plan Plan(ComposeProject project, ImmutableArray<string> words) => words switch
    {
        ["down"] => SwarmPlanner.Down(_swarm.Now, project.Services, wait: true),
        ["down", .. var services] => SwarmPlanner.Remove(_swarm.Now, project.Services, services),
        ["restart", .. var services] => SwarmPlanner.Restart(_swarm.Now, project.Services, services),
        ["stop", .. var services] => SwarmPlanner.Stop(_swarm.Now, project.Services, services),
        ["start", .. var services] => SwarmPlanner.Start(_swarm.Now, project.Services, services),
        ["rebalance", .. var services] => SwarmPlanner.Rebalance(_swarm.Now, _tasks, [.. services.Select(name => "demo_" + name)]),
        ["rollback", var number] =>
            SwarmPlanner.RollBack(
                _swarm.Now, ReleaseHistory.Of(_swarm.Now).Single(release => release.Number == int.Parse(number)), "anna@n1"),
        _ => Up(project, words),
    };

    private Plan Up(ComposeProject project, ImmutableArray<string> words) =>
        SwarmPlanner.Up(project, _swarm.Now, Inputs(project), new SwarmPolicy
        {
            Prune = words.Contains("--prune"),
            Recreate = words.Contains("--force-recreate"),
            RotateSecrets = words.Contains("--rotate-secrets"),
            RollBack = !words.Contains("--no-rollback"),
            ChecksNodes = !words.Contains("--no-plan-check"),
            Wait = words.Contains("--wait"),
            By = "anna@n1",
            Scale = new NamedMap<int>(words.Where(word => word.StartsWith("--scale=", StringComparison.Ordinal)).Select(word => word.Split('='))
                .Select(parts => KeyValuePair.Create(parts[1], int.Parse(parts[2])))),
        });

    private StackInputs Inputs(ComposeProject project) => new()
    {
        Configs = project.Configs.Select((_, file) => Encoding.UTF8.GetBytes(file.Content ?? "")),
        Secrets = project.Secrets.Select((_, file) => Encoding.UTF8.GetBytes(file.Content ?? "")),
        Images = new NamedMap<BoundImage>(Lines("digests").Select(line => line.Split(' '))
            .Select(pair => KeyValuePair.Create(pair[0], ServiceImage.Resolved(pair[0], pair[1], [])))),
        Redaction = Redaction.ByShape,
    };

    private void Apply(string[] words)
    {
        switch (words)
        {
            case ["nodes"]: _swarm.Now = _swarm.Now with { Nodes = [] }; break;
            case ["node", var name, var role, .. var facts]:
                _swarm.Now =
                _swarm.Now with { Nodes = _swarm.Now.Nodes.Add(FakeSwarm.NodeOf(name, role, facts)) }; break;
            case ["task", var service, var node]: _tasks.Add(FakeSwarm.TaskOf(_swarm.Now.Find(service)!.ID, node)); break;
            case ["other", var name, var hostPort, var tasks]:
                _swarm.Now = _swarm.Now with
                { AllServices = _swarm.Now.AllServices.Add(FakeSwarm.WithPortOfHost(name, uint.Parse(hostPort), ulong.Parse(tasks))) };
                break;
            case ["gone", "config", var name]:
                _swarm.Now = _swarm.Now with { AllConfigs = _swarm.Now.AllConfigs.RemoveAll(found => found.Spec.Name == name) };
                break;
            case ["gone", var service]:
                _swarm.Now =
                _swarm.Now with { AllServices = _swarm.Now.AllServices.RemoveAll(found => found.Spec!.Name == service) }; break;
            case ["scale", var service, var count]:
                _swarm.Change(
                service, found => found.Spec!.Mode!.Replicated!.Replicas = ulong.Parse(count)); break;
            case ["update", var service, var state]:
                _swarm.Change(
                service, found => found.UpdateStatus = new Docker.DotNet.Models.UpdateStatus { State = state }); break;
            case ["image", var service, var image]:
                _swarm.Change(
                service, found => found.Spec!.TaskTemplate!.ContainerSpec!.Image = image); break;
            case ["forced", var service]: _swarm.Change(service, found => found.Spec!.TaskTemplate!.ForceUpdate++); break;
            case ["unallocated", var network]: _swarm.Unallocate(network); break;
            case ["digestless", var secret]:
                _swarm.Now.AllSecrets.Single(found => found.Spec.Name == secret).Spec.Labels.Remove(
                StackLabels.Digest); break;
            default: throw new FormatException($"{_case.Id}: no state line \"{string.Join(' ', words)}\"");
        }
    }

    private string TextOf(Diagnostic diagnostic)
    {
        var place = diagnostic.Primary is { } label ? PlanText.Place(label.Span, _sources) : null;
        return $"{diagnostic.Severity.ToString().ToLowerInvariant()}[{diagnostic.Code.Text()}]: {diagnostic.Summary}{(place is null ? "" : $" ({place})")}\n";
    }

    private string[] Lines(string block) => _case.Block(block)?.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private (ComposeProject Project, SourceSet Sources) Load(string name)
    {
        var result = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile(name, "/demo/" + name, Encoding.UTF8.GetBytes(_case.Block(name)!.Text))],
            Directory = "/demo",
            Environment = ComposeEnvironment.From([], "shell"),
            ProjectName = "demo",
        });
        return result.Project is { } project
            ? (project, result.Sources)
            : throw new FormatException($"{_case.Id}: {string.Join("; ", result.Diagnostics.Select(diagnostic => diagnostic.Summary))}");
    }
}
