using Compose.Files.Model;
using Api = Docker.DotNet.Models;

namespace Compose.Planning.Swarm.Desired;

/// <summary>`security_opt` and `credential_spec`. Every spec has them, as `docker stack` sends them.</summary>
internal static class PrivilegeMapping
{
    /// <param name="service">The service.</param>
    /// <param name="config">The id of the config that holds its credentials; empty until it is created.</param>
    public static Api.Privileges Of(Service service, string config)
    {
        var privileges = new Api.Privileges { CredentialSpec = Credential(service.CredentialSpec, config) };
        foreach (var option in service.SecurityOpt)
            Apply(privileges, Split(option));
        return privileges;
    }

    /// <summary>Whether a spec has a field for the option: own profiles are files of the client, which nodes do not have.</summary>
    public static bool IsKnown(string option) => Split(option) switch
    {
        ("no-new-privileges", "" or "true" or "false") => true,
        ("seccomp" or "apparmor", "unconfined") => true,
        ("label", _) => true,
        _ => false,
    };

    private static (string Name, string Value) Split(string option) => option.IndexOfAny([':', '=']) switch
    {
        < 0 => (option, ""),
        var at => (option[..at], option[(at + 1)..]),
    };

    private static void Apply(Api.Privileges privileges, (string Name, string Value) option)
    {
        switch (option)
        {
            case ("no-new-privileges", not "false"):
                privileges.NoNewPrivileges = true;
                break;
            case ("seccomp", "unconfined"):
                privileges.Seccomp = new Api.SeccompOpts { Mode = "unconfined" };
                break;
            case ("apparmor", "unconfined"):
                privileges.AppArmor = new Api.AppArmorOpts { Mode = "disabled" };
                break;
            case ("label", var label):
                Apply(privileges.SELinuxContext ??= new Api.SELinuxContext(), label);
                break;
        }
    }

    private static void Apply(Api.SELinuxContext context, string label)
    {
        var (name, value) = Split(label);
        switch (name)
        {
            case "disable":
                context.Disable = true;
                break;
            case "user":
                context.User = value;
                break;
            case "role":
                context.Role = value;
                break;
            case "type":
                context.Type = value;
                break;
            case "level":
                context.Level = value;
                break;
        }
    }

    private static Api.CredentialSpec? Credential(CredentialSpec? spec, string config) => spec is null ? null
        : new Api.CredentialSpec { File = spec.File ?? "", Registry = spec.Registry ?? "", Config = config };
}
