namespace Compose.Files.Schema;

/// <summary>Attributes of file formats that are gone, and what to write instead.</summary>
internal static class MovedAttributes
{
    public static string? Help(string name) => name switch
    {
        "net" => "write network_mode",
        "log_driver" => "write logging.driver",
        "log_opt" => "write logging.options",
        "volume_driver" => "write driver under the volume at the top level",
        "name" => "a service is named by its key; container_name names its container",
        "env" or "envs" => "write environment",
        "cmd" => "write command",
        _ => null,
    };
}
