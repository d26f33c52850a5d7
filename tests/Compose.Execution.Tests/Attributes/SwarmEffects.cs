using System.Text;
using System.Text.Json;
using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning.Operations;
using Compose.Planning.Plans.Output;
using Compose.Planning.Swarm;
using Compose.Planning.Swarm.Binding;
using Compose.Planning.Swarm.Observed;
using Compose.Planning.Swarm.Specs;
using Docker.DotNet.Models;

namespace Compose.Execution.Tests.Attributes;

/// <summary>Everything that `up` on a swarm sends or says about a file, as one text.</summary>
internal static class SwarmEffects
{
    private static readonly ObservedStack Swarm = new("p")
    {
        Nodes =
        [
            new NodeListResponse
            {
                Description = new()
                {
                    Resources = new() { GenericResources = [new() { DiscreteResourceSpec = new() { Kind = "gpu", Value = 99 } }] },
                },
            },
        ],
    };

    /// <summary>The errors are those of loading alone, because a refusal on a swarm is an effect.</summary>
    public static (string Text, IReadOnlyList<Diagnostic> Errors) Of(string file, string folder)
    {
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", Path.Combine(folder, "compose.yaml"), Encoding.UTF8.GetBytes(file))],
            Directory = folder,
            Environment = ComposeEnvironment.From([new("A", "1")], "shell"),
        });
        var text = new StringBuilder();
        Report(text, loaded.Diagnostics);
        if (loaded.Project is { } project)
            Plan(text, project);
        return (text.ToString(), [.. loaded.Diagnostics.Where(problem => problem.Severity == Severity.Error)]);
    }

    private static void Plan(StringBuilder text, ComposeProject project)
    {
        var inputs = new StackInputs { Configs = project.Configs.Select(Content), Secrets = project.Secrets.Select(Content) };
        var plan = SwarmPlanner.Up(project, Swarm with { Name = project.Name }, inputs, new SwarmPolicy { ChecksNodes = false });
        Report(text, plan.Diagnostics);
        text.Append(PlanText.Of(plan));
        foreach (var step in plan.Steps)
            text.Append(Sent(step.Operation)).Append('\n');
    }

    private static void Report(StringBuilder text, IEnumerable<Diagnostic> problems)
    {
        foreach (var problem in problems)
            text.Append(problem.Code).Append(' ').Append(problem.Path).Append('\n');
    }

    private static byte[] Content(string key, FileObject file) => Encoding.UTF8.GetBytes($"{file.File}{file.Content}{file.Environment}");

    private static string Sent(Operation operation) => operation switch
    {
        Operation.CreateService service => JsonSerializer.Serialize(service.Spec, SpecJson.Default.ServiceSpec),
        Operation.CreateStackNetwork network => JsonSerializer.Serialize(network.Request),
        Operation.CreateConfig config => JsonSerializer.Serialize(config.Spec),
        Operation.CreateSecret secret => JsonSerializer.Serialize(secret.Spec),
        _ => "",
    };
}
