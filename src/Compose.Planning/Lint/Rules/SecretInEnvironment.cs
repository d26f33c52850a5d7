using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Yaml;

namespace Compose.Planning.Lint.Rules;

/// <summary>A secret that stands in the file itself, not in a variable.</summary>
internal sealed class SecretInEnvironment() : LintRule(DiagnosticCode.SecretInEnvironment, Severity.Warning)
{
    internal override void Check(LintProject project, Findings findings)
    {
        foreach (var service in project.Services)
            foreach (var variable in service.Tree.Entries("environment"))
                if (variable.Value is YamlScalar value && LiteralSecrets.IsSecret(project, variable.Key, value))
                    findings.Add(service, "environment", value, $"the value of {variable.Key} is a secret in the file",
                        "use `secrets`, or a variable that is set where the project runs");
    }
}
