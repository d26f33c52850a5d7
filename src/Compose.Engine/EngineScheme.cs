namespace Compose.Engine;

public enum EngineScheme
{
    Unix,
    NamedPipe,
    Tcp,
    Ssh,
}
