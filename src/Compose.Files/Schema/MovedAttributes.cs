namespace Compose.Files.Schema;

/// <summary>Attributes of file formats that are gone, and what to write instead.</summary>
internal static class MovedAttributes
{
    public static string? Help(string name) => name switch
    {
        "net" => "Write network_mode.",
        "log_driver" => "Write logging.driver.",
        "log_opt" => "Write logging.options.",
        "volume_driver" => "Write driver under the volume at the top level.",
        "name" => "A service is named by its key; container_name names its container.",
        "env" or "envs" => "Write environment.",
        "cmd" => "Write command.",
        _ => null,
    };
}
