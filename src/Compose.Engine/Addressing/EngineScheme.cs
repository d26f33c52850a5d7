namespace Compose.Engine.Addressing;

public enum EngineScheme
{
    Unix,
    NamedPipe,
    Tcp,
    Ssh,
}
