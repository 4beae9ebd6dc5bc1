//! The types that models are made of: enums, unions, times, credentials, integers.

mod enums {
    use revox::models::{AttemptResult, CallStatus};

    /// The four ways in and out of an enum agree, for what is known and for what is not.
    #[test]
    fn text_and_json_agree() {
        let known = CallStatus::KNOWN.iter().copied();
        for text in known.chain(["", "Completed", " completed", "völlig \"neu\"\n"]) {
            let parsed: CallStatus = text.parse().unwrap();
            let json = serde_json::to_string(text).unwrap();
            assert_eq!(parsed, CallStatus::from(text));
            assert_eq!(parsed, serde_json::from_str::<CallStatus>(&json).unwrap());
            assert_eq!(parsed.as_str(), text);
            assert_eq!(parsed.to_string(), text);
            assert_eq!(serde_json::to_string(&parsed).unwrap(), json);
            assert_eq!(parsed.is_known(), CallStatus::KNOWN.contains(&text));
        }
    }

    #[test]
    fn a_value_called_unknown_is_not_the_unknown_arm() {
        let documented = AttemptResult::from("unknown");
        assert_eq!(documented, AttemptResult::Undetermined);
        assert!(documented.is_known());
    }

    #[test]
    fn values_compare_with_text_and_are_ordered_by_it() {
        let unknown = CallStatus::from("of_tomorrow");
        assert_eq!(CallStatus::Completed, "completed");
        assert_eq!("completed", CallStatus::Completed);
        assert!(unknown == *"of_tomorrow");
        assert!(CallStatus::Completed != "Completed");
        let mut values: Vec<CallStatus> =
            ["paused", "of_tomorrow", "calling", "queued_for_calling"]
                .map(CallStatus::from)
                .into();
        values.sort();
        let texts: Vec<_> = values.iter().map(AsRef::<str>::as_ref).collect();
        assert_eq!(
            texts,
            ["calling", "of_tomorrow", "paused", "queued_for_calling"]
        );
        let counted = std::collections::HashMap::from([(CallStatus::from("calling"), 1)]);
        assert_eq!(counted[&CallStatus::Calling], 1);
    }

    #[test]
    fn a_padded_format_pads() {
        assert_eq!(format!("{:>10}", CallStatus::Calling), "   calling");
    }
}

mod unions {
    use revox::models::LlmModel;
    use serde_json::json;

    #[test]
    fn a_known_variant_is_read_by_its_tag_and_written_with_it() {
        let json =
            json!({"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"});
        let model: LlmModel = serde_json::from_value(json.clone()).unwrap();
        assert!(
            matches!(&model, LlmModel::Openrouter(content) if content.openrouter_model_id == "m")
        );
        assert_eq!(model.tag(), Some("openrouter"));
        assert_eq!(serde_json::to_value(&model).unwrap(), json);
    }

    #[test]
    fn an_unknown_variant_is_kept_whole() {
        for json in [
            json!({"type": "quantum", "api_key": "sk-1", "depth": {"n": [1, 2.5, null]}}),
            json!({"type": 7}),
            json!({}),
        ] {
            let model: LlmModel = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(model.tag(), json["type"].as_str());
            assert_eq!(
                model.as_unknown().unwrap().as_object(),
                json.as_object().unwrap()
            );
            assert_eq!(serde_json::to_value(&model).unwrap(), json);
        }
    }

    #[test]
    fn a_malformed_known_variant_is_an_error_and_says_which() {
        let json = json!({"type": "openrouter", "openrouter_model_id": "m"});
        let error = serde_json::from_value::<LlmModel>(json).unwrap_err();
        assert_eq!(
            error.to_string(),
            "in variant `openrouter` at `.`: missing field `openrouter_provider`"
        );
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        assert!(serde_json::from_value::<LlmModel>(json!("openrouter")).is_err());
    }
}

mod tool_arguments {
    use revox::models::ToolArguments;
    use serde_json::json;

    #[test]
    fn they_are_an_object_or_a_string_or_kept_as_they_are() {
        let read = |json| serde_json::from_value::<ToolArguments>(json).unwrap();
        assert!(matches!(read(json!({"a": 1})), ToolArguments::Object(map) if map["a"] == 1));
        assert!(matches!(read(json!("{}")), ToolArguments::String(text) if text == "{}"));
        assert_eq!(read(json!([1])).as_unknown(), Some(&json!([1])));
        for json in [json!({"a": 1}), json!("{}"), json!([1, "x"]), json!(true)] {
            assert_eq!(serde_json::to_value(read(json.clone())).unwrap(), json);
        }
    }
}

mod base64 {
    use revox::Base64;

    #[test]
    fn bytes_stand_as_text() {
        for (bytes, text) in [(b"".as_slice(), r#""""#), (b"RIFF\xff", r#""UklGRv8=""#)] {
            let value = Base64::from(bytes);
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(
                serde_json::from_str::<Base64>(text).unwrap().as_bytes(),
                bytes
            );
        }
    }

    #[test]
    fn neither_bytes_nor_text_are_shown() {
        let value = Base64::from(b"s3cr3t");
        assert_eq!(format!("{value:?}"), "Base64(6 bytes)");
        let error = serde_json::from_str::<Base64>(r#""s3cr3t!""#).unwrap_err();
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
    }
}

mod timestamps {
    use revox::Timestamp;
    use serde_json::json;

    #[test]
    fn whatever_stands_there_is_kept() {
        for json in [
            json!({}),
            json!(null),
            json!(1_780_000_000),
            json!("yesterday"),
            json!("2026-06-09T14:05:07.123+02:00"),
        ] {
            let time: Timestamp = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(time.as_value(), &json);
            assert_eq!(serde_json::to_value(&time).unwrap(), json);
        }
    }

    #[test]
    fn an_rfc_3339_string_is_an_instant_and_nothing_else_is() {
        let instant = |json| serde_json::from_value::<Timestamp>(json).unwrap().instant();
        let noon: jiff::Timestamp = "2026-06-09T12:05:07.123Z".parse().unwrap();
        assert_eq!(instant(json!("2026-06-09T14:05:07.123+02:00")), Some(noon));
        for other in [
            json!({}),
            json!(null),
            json!("2026-06-09"),
            json!(1_780_000_000),
        ] {
            assert_eq!(instant(other), None);
        }
    }
}

mod secrets {
    use revox_tests::responses::decode;
    use revox_tests::spec::published;
    use serde_json::json;

    #[test]
    fn no_debug_shows_a_credential() {
        let mut call = published()["call"].clone();
        let secret = "sk-s3cr3t";
        call["llm_model"] = json!({
            "type": "custom", "api_key": secret, "api_url": "https://llm.example", "model_name": "m"
        });
        call["assistant"]["llm_model"] = json!({"type": "of tomorrow", "token": secret});
        call["assistant"]["custom_tools"][0]["headers"][0]["value"] = json!(secret);
        call["assistant"]["custom_tools"][0]["query_params"][0]["value"] = json!(secret);
        let call = decode(&call).unwrap();
        assert!(!format!("{call:?}").contains(secret));
        assert_eq!(
            serde_json::to_string(&call)
                .unwrap()
                .matches(secret)
                .count(),
            4
        );
    }
}

mod integers {
    use revox_tests::responses::decode;
    use revox_tests::spec::published;
    use serde_json::Value;

    fn delay(value: &str) -> Option<i64> {
        let mut call = published()["call"].clone();
        call["first_sentence_delay_ms"] = serde_json::from_str::<Value>(value).unwrap();
        decode(&call).ok().map(|call| call.first_sentence_delay_ms)
    }

    /// JSON does not tell `3` from `3.0`, and a gateway may write either.
    #[test]
    fn they_may_be_written_with_a_point() {
        assert_eq!(delay("400"), Some(400));
        assert_eq!(delay("-9007199254740991"), Some(-9_007_199_254_740_991));
        assert_eq!(delay("400.0"), Some(400));
        assert_eq!(delay("4e2"), Some(400));
        assert_eq!(delay("9007199254740993.0"), Some(9_007_199_254_740_992));
        for wrong in [
            "1e300",
            "9223372036854775808",
            "18446744073709551615",
            "\"400\"",
            "true",
        ] {
            assert_eq!(delay(wrong), None, "{wrong}");
        }
    }

    /// Cutting off the fraction would make 2 of what is 3 but for the rounding of a sum.
    #[test]
    fn a_fraction_is_rounded_and_does_not_cost_the_response() {
        for (written, read) in [
            ("2.9999999999999996", 3),
            ("2.4", 2),
            ("2.5", 3),
            ("-2.5", -3),
            ("-0.4", 0),
        ] {
            assert_eq!(delay(written), Some(read), "{written}");
        }
    }

    #[test]
    fn counts_are_integers() {
        let mut call = published()["call"].clone();
        for (written, read) in [("3", 3), ("3.0", 3), ("3.2", 3)] {
            call["calls_count"] = serde_json::from_str::<Value>(written).unwrap();
            let count: i64 = decode(&call).unwrap().calls_count;
            assert_eq!(count, read);
        }
    }
}
