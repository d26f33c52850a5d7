using System.Reflection;
using Compose.Files;
using Compose.Host;
using Compose.Planning.Desired;

namespace Compose.Cli.Hosting;

/// <summary>The number from Directory.Build.props, without the commit that the SDK appends.</summary>
internal static class ProductVersion
{
    public static string Number
    {
        get
        {
            var version = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? "0.0.0";
            var commit = version.IndexOf('+', StringComparison.Ordinal);
            return commit < 0 ? version : version[..commit];
        }
    }

    public static string Tag => "v" + Number;

    /// <summary>
    /// The number for the caller: Docker Compose's, of the dialect that is spoken, where it is Docker Compose that was called.
    /// </summary>
    public static string Of(ProcessContext process)
    {
        // A value that is none counts as the default here; the commands that load a project refuse it.
        _ = DialectName.TryParse(process[EnvironmentNames.Dialect], out var dialect);
        return process.IsDockerCompose ? Labels.Version(dialect) : Number;
    }
}
