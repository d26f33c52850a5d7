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
                if (variable.Value is YamlScalar value && LiteralSecrets.IsSecret(project, variable.Key, value)
                    && !IsUserName(service, variable.Key))
                    findings.Add(service, "environment", value, $"the value of {variable.Key} is a secret in the file",
                        "use `secrets`, or a variable that is set where the project runs");
    }

    /// <summary>An access key beside a secret key is the name of the user, as with S3.</summary>
    private static bool IsUserName(LintService service, string name)
    {
        const string accessKey = "ACCESS_KEY";
        if (!name.EndsWith(accessKey, StringComparison.Ordinal) || name.EndsWith("SECRET_" + accessKey, StringComparison.Ordinal))
            return false;
        var prefix = name[..^accessKey.Length];
        var variables = service.Tree.Mapping("environment");
        return variables?[prefix + "SECRET_KEY"] is not null || variables?[prefix + "SECRET_ACCESS_KEY"] is not null;
    }
}
