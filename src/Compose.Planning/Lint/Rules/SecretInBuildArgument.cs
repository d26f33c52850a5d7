using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;
using Compose.Planning.Secrets;

namespace Compose.Planning.Lint.Rules;

/// <summary>Arguments of a build stay in the history of the image, whatever they come from.</summary>
internal sealed class SecretInBuildArgument() : ServiceRule(DiagnosticCode.SecretInBuildArgument, Severity.Warning)
{
    internal override void Check(LintService service, Findings findings)
    {
        foreach (var argument in service.Tree.Mapping("build")?.Entries("args") ?? [])
            if (argument.Value is YamlScalar { Text.Length: > 3 } value && SecretValues.IsSecret(argument.Key, value.Text))
                findings.Add(service, "build.args", argument.Value.Span.IsNone ? argument.KeySpan : argument.Value.Span,
                    $"the argument {argument.Key} is a secret, and stays in the history of the image", "use `build.secrets`");
    }
}
