
namespace Compose.Engine.Errors;

/// <summary>What went wrong, as far as it makes a difference to the caller.</summary>
public enum EngineErrorKind
{
    /// <summary>The environment or a context names no usable engine address.</summary>
    Address,

    /// <summary>No connection came about.</summary>
    Unreachable,

    /// <summary>A connection ended in the middle of an answer.</summary>
    Cut,

    /// <summary>The other side does not speak the protocol.</summary>
    Protocol,

    /// <summary>The engine is too old for this client or for what was asked.</summary>
    TooOld,

    /// <summary>400: the engine did not accept the request.</summary>
    Invalid,

    /// <summary>401 and 403.</summary>
    Denied,

    NotFound,

    /// <summary>405 and 501.</summary>
    Unsupported,

    Conflict,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>Every other answer from 500 on.</summary>
    Internal,

    /// <summary>A registry credential could not be had.</summary>
    Credential,

    /// <summary>A pull, push or build said in its progress that it failed.</summary>
    Failed,
}
