using System.Collections.Immutable;
using System.Globalization;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;

namespace Compose.Cli.Commands.Up;

internal static class ScaleCommand
{
    public const string Verb = "scale";

    public static CommandSpec Build()
    {
        var noDeps = Flag.Switch("--no-deps", null, "Don't start linked services");
        return new CommandSpec(Verb, "Scale services")
        {
            RequiresValidProjectName = true,
            KnowsSwarm = true,
            OperandUsage = "[SERVICE=REPLICAS...]",
            Examples = [new("Three of web and one worker", "ncompose scale web=3 worker=1")],
            OperandRule = OperandRule.AtLeast(1),
            Validate = call => Read(call.Operands).Error,
            Run = call => CommandContext.With(call, run =>
            {
                var scale = Read(call.Operands).Scale;
                return UpWorkflow.RunAsync(
                    run, new UpOptions { Verb = Verb, Services = [.. scale.Keys], Scale = scale, NoDependencies = call.Value(noDeps) });
            }),
        }.With(noDeps);
    }

    private static (ImmutableSortedDictionary<string, int> Scale, string? Error) Read(IEnumerable<string> pairs)
    {
        var scale = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } service, { Length: > 0 } number])
                return (ImmutableSortedDictionary<string, int>.Empty, "invalid scale specifier: " + pair);
            if (!int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
                return (ImmutableSortedDictionary<string, int>.Empty, "invalid scale specifier: can't parse replica value as int: " + pair);
            if (count < 0)
                return (ImmutableSortedDictionary<string, int>.Empty,
                    $"invalid scale specifier: {pair}: a service cannot have fewer than 0 containers");
            scale[service] = count;
        }

        return (scale.ToImmutable(), null);
    }
}
