// Generated from spec/ by `pnpm generate`; do not edit.
export const generatedOperations: unknown = {
  "version": "0.1.0",
  "operations": [
    {
      "id": "sendMessage",
      "slug": "send-message",
      "path": "/v2/miniprogram/message/send",
      "deprecated": false,
      "request": {
        "type": "object",
        "required": [
          "appId",
          "accessToken",
          "customerBelongsTo",
          "requestId",
          "authClientId",
          "templateCode",
          "templates"
        ],
        "properties": {
          "appId": {
            "type": "string",
            "maxLength": 32,
            "pattern": "^[^@#?]*$",
            "examples": [
              "P000000000000001xxxx"
            ]
          },
          "accessToken": {
            "type": "string",
            "maxLength": 128,
            "pattern": "^[^@#?]*$",
            "examples": [
              "2019112719074101000700000077771xxxx"
            ]
          },
          "customerBelongsTo": {
            "type": "string",
            "enum": [
              "ALIPAY_CN",
              "ALIPAY_HK",
              "ALIPAY_MO",
              "TNG",
              "GCASH",
              "DANA",
              "KAKAOPAY",
              "BKASH",
              "CHOPE",
              "TRUEMONEY"
            ],
            "examples": [
              "TNG"
            ]
          },
          "requestId": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^@#?]*$",
            "examples": [
              "20191127190741010007013213123xxxx"
            ]
          },
          "authClientId": {
            "type": "string",
            "maxLength": 128,
            "pattern": "^[^@#?]*$",
            "examples": [
              "202016726873874774774xxxx"
            ]
          },
          "templateCode": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^@#?]*$",
            "examples": [
              "TP_5800000001xxxx"
            ]
          },
          "templates": {
            "type": "array",
            "minItems": 1,
            "maxItems": 5,
            "items": {
              "type": "object",
              "required": [],
              "properties": {
                "templateParameters": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "string"
                  },
                  "examples": [
                    {
                      "customTitle": "test title",
                      "customContent": "test content"
                    }
                  ]
                },
                "language": {
                  "type": "string",
                  "examples": [
                    "en-US"
                  ]
                }
              }
            },
            "examples": [
              [
                {
                  "templateParameters": {
                    "pushContentUrl": "http://www.taobao.com",
                    "customTitle": "test title",
                    "customContent": "test content"
                  },
                  "language": "en-US"
                }
              ],
              [
                {
                  "templateParameters": {
                    "customContent": "test content"
                  },
                  "language": "en-US"
                }
              ],
              [
                {
                  "templateParameters": {
                    "headerLink": "http://www.taobao.com",
                    "bodyUrl": "http://www.taobao.com",
                    "firstLinkName": "hello",
                    "firstLinkUrl": "linkName",
                    "customTitle": "test title",
                    "customContent": "test content"
                  },
                  "language": "en-US"
                }
              ]
            ]
          },
          "extendInfo": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 4096,
            "pattern": "^[^@#?]*$",
            "examples": [
              "This is additional information"
            ]
          }
        }
      },
      "response": {
        "type": "object",
        "required": [
          "result"
        ],
        "properties": {
          "result": {
            "type": "object",
            "required": [
              "resultCode",
              "resultStatus",
              "resultMessage"
            ],
            "properties": {
              "resultCode": {
                "type": "string",
                "maxLength": 64,
                "examples": [
                  "SUCCESS"
                ]
              },
              "resultStatus": {
                "type": "string",
                "enum": [
                  "S",
                  "F",
                  "U"
                ],
                "examples": [
                  "S"
                ]
              },
              "resultMessage": {
                "type": "string",
                "maxLength": 256,
                "examples": [
                  "success"
                ]
              }
            }
          },
          "messageId": {
            "type": "string",
            "maxLength": 64,
            "pattern": "^[^@#?]*$",
            "examples": [
              "000demo163853607887602123986120"
            ]
          },
          "extendInfo": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 4096,
            "pattern": "^[^@#?]*$",
            "examples": [
              "This is additional information"
            ]
          },
          "entendInfo": {
            "type": [
              "string",
              "null"
            ],
            "maxLength": 4096,
            "pattern": "^[^@#?]*$",
            "deprecated": true,
            "examples": [
              "This is additional information"
            ]
          }
        }
      },
      "samples": {
        "push": {
          "appId": "P000000000000001xxxx",
          "authClientId": "202016726873874774774xxxx",
          "requestId": "20191129872100000777719901212",
          "accessToken": "2019112719074101000700000077771xxxx",
          "templateCode": "TP_5800000001xxxx",
          "customerBelongsTo": "GCASH",
          "templates": [
            {
              "templateParameters": {
                "pushContentUrl": "http://region.demo.com/app/1092?appId=28972",
                "customTitle": "test title",
                "customContent": "test content"
              },
              "language": "en-US"
            }
          ]
        },
        "sms": {
          "appId": "P000000000000001xxxx",
          "authClientId": "202016726873874774774xxxx",
          "requestId": "20191129872100000777719901212",
          "accessToken": "2019112719074101000700000077771xxxx",
          "templateCode": "TP_5800000001xxxx",
          "customerBelongsTo": "GCASH",
          "templates": [
            {
              "templateParameters": {
                "customContent": "test content"
              },
              "language": "en-US"
            }
          ]
        },
        "inbox": {
          "appId": "P000000000000001xxxx",
          "authClientId": "202016726873874774774xxxx",
          "requestId": "20191129872100000777719901212",
          "accessToken": "2019112719074101000700000077771xxxx",
          "templateCode": "TP_5800000001xxxx",
          "customerBelongsTo": "GCASH",
          "templates": [
            {
              "templateParameters": {
                "headerLink": "http://region.demo.com/cdn?sourceId=90801",
                "bodyUrl": "http://region.demo.com/cdn/index.htm?id=90801",
                "firstLinkName": "hello",
                "firstLinkUrl": "http://region.demo.com/cdn/index.htm?id=9876542",
                "customTitle": "test title",
                "customContent": "test content"
              },
              "language": "en-US"
            }
          ]
        }
      },
      "answers": {
        "success": {
          "result": {
            "resultCode": "SUCCESS",
            "resultStatus": "S",
            "resultMessage": "success"
          }
        }
      },
      "fragments": {
        "inbox": [
          {
            "templateParameters": {
              "headerLink": "http://www.taobao.com",
              "bodyUrl": "http://www.taobao.com",
              "firstLinkName": "hello",
              "firstLinkUrl": "linkName",
              "customTitle": "test title",
              "customContent": "test content"
            },
            "language": "en-US"
          }
        ],
        "push": [
          {
            "templateParameters": {
              "pushContentUrl": "http://www.taobao.com",
              "customTitle": "test title",
              "customContent": "test content"
            },
            "language": "en-US"
          }
        ],
        "sms": [
          {
            "templateParameters": {
              "customContent": "test content"
            },
            "language": "en-US"
          }
        ]
      },
      "codes": [
        {
          "code": "SUCCESS",
          "status": "S",
          "message": "success",
          "action": "",
          "source": "common"
        },
        {
          "code": "TEMPLATE_NOT_EXIST",
          "status": "F",
          "message": "The template does not exist.",
          "action": "Check whether the template ID is correct.",
          "source": "api-page"
        },
        {
          "code": "USER_NOT_SUBSCRIBED",
          "status": "F",
          "message": "The user does not subscribe to this channel.",
          "action": "-",
          "source": "api-page"
        },
        {
          "code": "MESSAGE_SEND_EXCEED_LIMIT",
          "status": "F",
          "message": "The delivery frequency of the notification exceeds the limits set by the super app.",
          "action": "-",
          "source": "api-page"
        },
        {
          "code": "PROCESS_FAIL",
          "status": "F",
          "message": "A general business failure occurred. Do not retry.",
          "action": "contact technical support",
          "source": "common"
        },
        {
          "code": "PARAM_ILLEGAL",
          "status": "F",
          "message": "Illegal parameters. For example, non-numeric input, invalid date.",
          "action": "check header and body fields",
          "source": "common"
        },
        {
          "code": "INVALID_API",
          "status": "F",
          "message": "The called API is invalid or not active.",
          "action": "check the API name",
          "source": "common"
        },
        {
          "code": "ACCESS_DENIED",
          "status": "F",
          "message": "Access is denied.",
          "action": "see the resultMessage",
          "source": "common"
        },
        {
          "code": "REQUEST_TRAFFIC_EXCEED_LIMIT",
          "status": "F",
          "message": "The request traffic exceeds the limit.",
          "action": "slow down",
          "source": "common"
        },
        {
          "code": "EXPIRED_ACCESS_TOKEN",
          "status": "F",
          "message": "The access token is expired.",
          "action": "refresh the token",
          "source": "common"
        },
        {
          "code": "UNKNOWN_EXCEPTION",
          "status": "U",
          "message": "An API calling is failed, which is caused by unknown reasons.",
          "action": "send again with the same requestId",
          "source": "common"
        },
        {
          "code": "INVALID_SIGNATURE",
          "status": "F",
          "message": "The signature is invalid.",
          "action": "check the signed string, the key and the Signature header",
          "source": "borrowed"
        },
        {
          "code": "INVALID_CLIENT",
          "status": "F",
          "message": "The client is invalid.",
          "action": "check the Client-Id header",
          "source": "borrowed"
        },
        {
          "code": "KEY_NOT_FOUND",
          "status": "F",
          "message": "The key is not found.",
          "action": "check keyVersion and the public key registered for the client",
          "source": "borrowed"
        },
        {
          "code": "METHOD_NOT_SUPPORTED",
          "status": "F",
          "message": "The HTTP method is not supported.",
          "action": "use POST",
          "source": "borrowed"
        },
        {
          "code": "MEDIA_TYPE_NOT_ACCEPTABLE",
          "status": "F",
          "message": "The media type is not acceptable.",
          "action": "send application/json; charset=UTF-8",
          "source": "borrowed"
        },
        {
          "code": "REPEAT_REQ_INCONSISTENT",
          "status": "F",
          "message": "The repeated request is inconsistent with the first one.",
          "action": "use a new requestId for other content",
          "source": "borrowed"
        }
      ]
    },
    {
      "id": "sendInbox",
      "slug": "send-inbox",
      "path": "/v2/messages/sendInbox",
      "deprecated": true,
      "request": {
        "type": "object",
        "required": [
          "accessToken",
          "requestId",
          "templateCode",
          "templates"
        ],
        "properties": {
          "accessToken": {
            "type": "string",
            "maxLength": 128,
            "examples": [
              "2019112719074101000700000077771xxxx"
            ]
          },
          "authClientId": {
            "type": "string",
            "maxLength": 128,
            "examples": [
              "202016726873874774774xxxx"
            ]
          },
          "requestId": {
            "type": "string",
            "maxLength": 128,
            "examples": [
              "20191127190741010007013213123xxxx"
            ]
          },
          "templateCode": {
            "type": "string",
            "maxLength": 256,
            "examples": [
              "TP_5800000001xxxx"
            ]
          },
          "templates": {
            "type": "array",
            "minItems": 1,
            "maxItems": 5,
            "items": {
              "type": "object",
              "required": [],
              "properties": {
                "templateParameters": {
                  "type": "object",
                  "additionalProperties": {
                    "type": "string"
                  },
                  "examples": [
                    {
                      "customTitle": "test title",
                      "customContent": "test content"
                    }
                  ]
                },
                "language": {
                  "type": "string",
                  "examples": [
                    "en-US"
                  ]
                }
              }
            },
            "examples": [
              [
                {
                  "templateParameters": {
                    "who": "string to represent a name, e.g. XiaoMing"
                  },
                  "language": "en-US"
                }
              ]
            ]
          },
          "extendInfo": {
            "type": "string",
            "maxLength": 4096,
            "examples": [
              "This is additional information"
            ]
          }
        }
      },
      "response": {
        "type": "object",
        "required": [
          "result"
        ],
        "properties": {
          "result": {
            "type": "object",
            "required": [
              "resultCode",
              "resultStatus",
              "resultMessage"
            ],
            "properties": {
              "resultCode": {
                "type": "string",
                "maxLength": 64,
                "examples": [
                  "SUCCESS"
                ]
              },
              "resultStatus": {
                "type": "string",
                "enum": [
                  "S",
                  "A",
                  "F",
                  "U"
                ],
                "examples": [
                  "S"
                ]
              },
              "resultMessage": {
                "type": "string",
                "maxLength": 256,
                "examples": [
                  "success"
                ]
              }
            }
          },
          "messageId": {
            "type": "string",
            "maxLength": 258,
            "examples": [
              "20201235900212xxxx"
            ]
          },
          "extendInfo": {
            "type": "string",
            "maxLength": 4096,
            "examples": [
              "This is additional information"
            ]
          }
        }
      },
      "samples": {
        "inbox": {
          "accessToken": "2019112719074101000700000077771xxxx",
          "authClientId": "202016726873874774774xxxx",
          "requestId": "20191127190741010007013213123xxxx",
          "templateCode": "TP_5800000001xxxx",
          "templates": [
            {
              "templateParameters": {
                "who": "string to represent a name"
              },
              "language": "en-US"
            }
          ],
          "extendInfo": "This is additional information"
        }
      },
      "answers": {
        "success": {
          "messageId": "20201235900212xxxx",
          "extendInfo": "This is additional information",
          "result": {
            "resultCode": "SUCCESS",
            "resultStatus": "S",
            "resultMessage": "success"
          }
        }
      },
      "fragments": {},
      "codes": [
        {
          "code": "SUCCESS",
          "status": "S",
          "message": "success",
          "action": "",
          "source": "common"
        },
        {
          "code": "ACCEPT",
          "status": "A",
          "message": "The request is accepted.",
          "action": "do not resend",
          "source": "common"
        },
        {
          "code": "INVALID_ACCESS_TOKEN",
          "status": "F",
          "message": "The access token is invalid.",
          "action": "Restart the OAuth again or refresh the token and try again.",
          "source": "api-page"
        },
        {
          "code": "INVALID_AUTH_CLIENT",
          "status": "F",
          "message": "The authentication client ID is invalid.",
          "action": "The authClientId is the appId for mini programs. Check if the appId is correct; if yes, contact your service provider.",
          "source": "api-page"
        },
        {
          "code": "USER_STATUS_ERROR",
          "status": "F",
          "message": "The user account status is wrong.",
          "action": "The user account might be locked or unregistered.",
          "source": "api-page"
        },
        {
          "code": "VERIFY_REQUEST_ID_INVALID",
          "status": "F",
          "message": "The request ID is invalid.",
          "action": "Check the format of the requestId and try again.",
          "source": "api-page"
        },
        {
          "code": "PROCESS_FAIL",
          "status": "F",
          "message": "A general business failure occurred. Do not retry.",
          "action": "contact technical support",
          "source": "common"
        },
        {
          "code": "PARAM_ILLEGAL",
          "status": "F",
          "message": "Illegal parameters. For example, non-numeric input, invalid date.",
          "action": "check header and body fields",
          "source": "common"
        },
        {
          "code": "INVALID_API",
          "status": "F",
          "message": "The called API is invalid or not active.",
          "action": "check the API name",
          "source": "common"
        },
        {
          "code": "ACCESS_DENIED",
          "status": "F",
          "message": "Access is denied.",
          "action": "see the resultMessage",
          "source": "common"
        },
        {
          "code": "REQUEST_TRAFFIC_EXCEED_LIMIT",
          "status": "F",
          "message": "The request traffic exceeds the limit.",
          "action": "slow down",
          "source": "common"
        },
        {
          "code": "EXPIRED_ACCESS_TOKEN",
          "status": "F",
          "message": "The access token is expired.",
          "action": "refresh the token",
          "source": "common"
        },
        {
          "code": "UNKNOWN_EXCEPTION",
          "status": "U",
          "message": "An API calling is failed, which is caused by unknown reasons.",
          "action": "send again with the same requestId",
          "source": "common"
        },
        {
          "code": "INVALID_SIGNATURE",
          "status": "F",
          "message": "The signature is invalid.",
          "action": "check the signed string, the key and the Signature header",
          "source": "borrowed"
        },
        {
          "code": "INVALID_CLIENT",
          "status": "F",
          "message": "The client is invalid.",
          "action": "check the Client-Id header",
          "source": "borrowed"
        },
        {
          "code": "KEY_NOT_FOUND",
          "status": "F",
          "message": "The key is not found.",
          "action": "check keyVersion and the public key registered for the client",
          "source": "borrowed"
        },
        {
          "code": "METHOD_NOT_SUPPORTED",
          "status": "F",
          "message": "The HTTP method is not supported.",
          "action": "use POST",
          "source": "borrowed"
        },
        {
          "code": "MEDIA_TYPE_NOT_ACCEPTABLE",
          "status": "F",
          "message": "The media type is not acceptable.",
          "action": "send application/json; charset=UTF-8",
          "source": "borrowed"
        },
        {
          "code": "REPEAT_REQ_INCONSISTENT",
          "status": "F",
          "message": "The repeated request is inconsistent with the first one.",
          "action": "use a new requestId for other content",
          "source": "borrowed"
        }
      ]
    }
  ]
};
