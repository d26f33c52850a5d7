using System.Reflection;

namespace Compose.Cli;

/// <summary>The number from Directory.Build.props, without the commit that the SDK appends.</summary>
static class ProductVersion
{
    public static string Number
    {
        get
        {
            var version = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
            var commit = version.IndexOf('+', StringComparison.Ordinal);
            return commit < 0 ? version : version[..commit];
        }
    }

    public static string Tag => "v" + Number;
}
