using Compose.Engine.Http;
using Compose.Engine.Wire;

namespace Compose.Engine;

public sealed partial class EngineClient
{
    public Task<EngineVersion> EngineVersionAsync(CancellationToken cancel = default) =>
        GetAsync(new Target("/version"), WireJson.Default.EngineVersion, cancel);

    public Task<EngineInfo> InfoAsync(CancellationToken cancel = default) =>
        GetAsync(new Target("/info"), WireJson.Default.EngineInfo, cancel);
}
